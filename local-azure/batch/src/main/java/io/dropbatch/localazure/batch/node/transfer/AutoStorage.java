package io.dropbatch.localazure.batch.node.transfer;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The storage account that belongs to the Batch account: creates addresses of its containers with read access for a
 * limited time.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/create-service-sas">Service SAS</a>
 */
public final class AutoStorage {

    private static final String VERSION = "2018-11-09";
    private static final Duration VALID = Duration.ofHours(4);

    private final Supplier<String> connectionString;
    private final Clock clock;

    /** Reads the connection string when it is first needed, since storage may start later than Batch. */
    public AutoStorage(Supplier<String> connectionString, Clock clock) {
        this.connectionString = connectionString;
        this.clock = clock;
    }

    /** For an account without a storage account. */
    public static AutoStorage none() {
        return new AutoStorage(
                () -> {
                    throw new IllegalStateException("The account has no auto storage");
                },
                Clock.systemUTC());
    }

    URI container(String name) {
        Map<String, String> settings = settings(connectionString.get());
        String signature = settings.get("sharedaccesssignature");
        String query = signature == null ? signed(settings, name) : signature.replaceFirst("^\\?", "");
        return URI.create(endpoint(settings) + "/" + name + "?" + query);
    }

    private static Map<String, String> settings(String text) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String part : text.split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                settings.put(part.substring(0, equals).strip().toLowerCase(Locale.ROOT), part.substring(equals + 1));
            }
        }
        return settings;
    }

    private static String endpoint(Map<String, String> settings) {
        String endpoint = settings.get("blobendpoint");
        if (endpoint != null) {
            return endpoint.replaceFirst("/+$", "");
        }
        return settings.getOrDefault("defaultendpointsprotocol", "https") + "://"
                + required(settings.get("accountname"), "AccountName") + ".blob."
                + settings.getOrDefault("endpointsuffix", "core.windows.net");
    }

    private String signed(Map<String, String> settings, String container) {
        String account = required(settings.get("accountname"), "AccountName");
        String expiry =
                Instant.now(clock).plus(VALID).truncatedTo(ChronoUnit.SECONDS).toString();
        String text = String.join(
                "\n",
                "rl",
                "",
                expiry,
                "/blob/" + account + "/" + container,
                "",
                "",
                "",
                VERSION,
                "c",
                "",
                "",
                "",
                "",
                "",
                "");
        String signature = hmac(required(settings.get("accountkey"), "AccountKey"), text);
        return "sv=" + VERSION + "&sr=c&sp=rl&se=" + SignedBlobAddress.encoded(expiry) + "&sig="
                + SignedBlobAddress.encoded(signature).replace("/", "%2F");
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256", e);
        }
    }

    private static String required(@Nullable String value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("The connection string of the auto storage has no " + name);
        }
        return value;
    }
}
