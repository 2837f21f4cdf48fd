package io.dropbatch.localazure.batch.protocol;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that a request was signed with the account's key.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/authenticate-requests-to-the-azure-batch-service">Authentication</a>
 */
final class SharedKey {

    /** The detail that tells a request without a signature from one with a wrong one. */
    static final String NO_AUTHENTICATION = "The specified type of authentication none is not allowed";

    private static final List<String> SIGNED_HEADERS = List.of(
            "Content-Encoding",
            "Content-Language",
            "Content-Length",
            "Content-MD5",
            "Content-Type",
            "Date",
            "If-Modified-Since",
            "If-Match",
            "If-None-Match",
            "If-Unmodified-Since",
            "Range");

    private final String account;
    private final SecretKeySpec key;

    SharedKey(String account, String base64Key) {
        this.account = account;
        this.key = new SecretKeySpec(Base64.getDecoder().decode(base64Key), "HmacSHA256");
    }

    void verify(Call call) {
        String authorization = call.header("Authorization");
        if (authorization == null || authorization.isBlank()) {
            throw refused("none");
        }
        int blank = authorization.indexOf(' ');
        // The door for faults is opened by the bare key too, so that a test needs no signature.
        if (call.rawPath().equals(FaultOperations.PATH) && bearsKey(authorization)) {
            return;
        }
        String scheme = blank < 0 ? authorization : authorization.substring(0, blank);
        if (!scheme.equalsIgnoreCase("SharedKey")) {
            throw refused(scheme.matches("\\w{1,20}") ? scheme : "unknown");
        }
        String expected = account + ":" + signature(call);
        String given = authorization.substring(blank + 1).strip();
        if (!MessageDigest.isEqual(bytes(expected), bytes(given))) {
            throw refused("SharedKey");
        }
    }

    private boolean bearsKey(String authorization) {
        String expected = "Bearer " + Base64.getEncoder().encodeToString(key.getEncoded());
        return MessageDigest.isEqual(bytes(expected), bytes(authorization));
    }

    String signature(Call call) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(bytes(stringToSign(call))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private String stringToSign(Call call) {
        List<String> lines = new ArrayList<>();
        lines.add(call.method());
        for (String header : SIGNED_HEADERS) {
            lines.add(text(call.header(header)));
        }
        TreeMap<String, String> own = new TreeMap<>();
        call.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("ocp-")) {
                own.put(lower, value);
            }
        });
        own.forEach((name, value) -> lines.add(name + ":" + value));
        lines.add("/" + account.toLowerCase(Locale.ROOT) + call.rawPath());
        TreeMap<String, String> parameters = new TreeMap<>();
        for (Map.Entry<String, String> parameter : call.query().parameters().entrySet()) {
            parameters.put(parameter.getKey().toLowerCase(Locale.ROOT), parameter.getValue());
        }
        parameters.forEach((name, value) -> lines.add(name + ":" + value));
        return String.join("\n", lines);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static BatchError refused(String scheme) {
        return BatchError.of(ErrorCode.AuthenticationFailed)
                .with(
                        "AuthenticationErrorDetail",
                        "The specified type of authentication " + scheme + " is not allowed");
    }
}
