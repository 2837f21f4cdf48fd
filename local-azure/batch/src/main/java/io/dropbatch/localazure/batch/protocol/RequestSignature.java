package io.dropbatch.localazure.batch.protocol;

import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
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
 * The signature of a request.
 *
 * @param text what was signed: the request's verb, some of its headers, its path and its query
 * @param value the keyed hash of the text, Base64
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/authenticate-requests-to-the-azure-batch-service">Authentication</a>
 */
record RequestSignature(String text, String value) {

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

    static RequestSignature of(ApiCall call, String account, SecretKeySpec key) {
        String text = text(call, account);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return new RequestSignature(text, Base64.getEncoder().encodeToString(hash));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private static String text(ApiCall call, String account) {
        List<String> lines = new ArrayList<>();
        lines.add(call.method());
        for (String header : SIGNED_HEADERS) {
            lines.add(valueOf(call.header(header)));
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

    private static String valueOf(@Nullable String header) {
        return header == null ? "" : header;
    }
}
