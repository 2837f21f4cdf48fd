package io.dropbatch.localazure.storage.azurite;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropbatch.localazure.storage.DevelopmentAccount;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs the few requests that local storage itself sends to Azurite.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key">Authorize with Shared
 *     Key</a>
 */
final class SharedKeySigner {

    private final String account;
    private final SecretKeySpec key;

    SharedKeySigner(String account, String key) {
        this.account = account;
        this.key = new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256");
    }

    static SharedKeySigner ofDevelopmentAccount() {
        return new SharedKeySigner(DevelopmentAccount.NAME, DevelopmentAccount.KEY);
    }

    /**
     * For a blob request without a body.
     *
     * @param resource the path with the account's name first, then a line for each query parameter
     */
    String blob(String method, String date, String version, String resource) {
        String headers = "x-ms-date:" + date + "\nx-ms-version:" + version + "\n";
        return authorization(method + "\n".repeat(12) + headers + "/" + account + resource);
    }

    /** For a table request with a JSON body. */
    String table(String method, String contentType, String date, String resource) {
        return authorization(method + "\n\n" + contentType + "\n" + date + "\n/" + account + resource);
    }

    private String authorization(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] signature = mac.doFinal(text.getBytes(UTF_8));
            return "SharedKey " + account + ":" + Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
