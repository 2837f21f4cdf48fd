package io.dropbatch.localazure.storage.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropbatch.localazure.storage.BlobApi;
import io.dropbatch.localazure.storage.DevelopmentAccount;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * A request that changes one blob as a whole.
 *
 * @param path as the client spelled it, without the query
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/operations-on-blobs">Operations on blobs</a>
 */
record BlobRequest(BlobApi api, String container, String blob, String path) {

    /** Empty for reads and for operations that raise no event: blocks, appends, properties, containers. */
    static Optional<BlobRequest> of(HttpRequest request) {
        HttpMethod method = request.method();
        if (!method.equals(HttpMethod.PUT) && !method.equals(HttpMethod.DELETE)) {
            return Optional.empty();
        }
        String uri = request.uri();
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        String query = mark < 0 ? "" : uri.substring(mark + 1);
        if (!parameter(query, "restype").isEmpty()) {
            return Optional.empty();
        }
        return api(method, parameter(query, "comp"), parameter(query, "snapshot"), request.headers())
                .flatMap(api -> named(api, path, request.headers()));
    }

    private static Optional<BlobApi> api(HttpMethod method, String comp, String snapshot, HttpHeaders headers) {
        if (method.equals(HttpMethod.DELETE)) {
            return comp.isEmpty() && snapshot.isEmpty() ? Optional.of(BlobApi.DeleteBlob) : Optional.empty();
        }
        if (comp.equalsIgnoreCase("blocklist")) {
            return Optional.of(BlobApi.PutBlockList);
        }
        if (!comp.isEmpty()) {
            return Optional.empty();
        }
        boolean copies = headers.contains("x-ms-copy-source") && !headers.contains("x-ms-blob-type");
        return Optional.of(copies ? BlobApi.CopyBlob : BlobApi.PutBlob);
    }

    private static Optional<BlobRequest> named(BlobApi api, String path, HttpHeaders headers) {
        String inAccount = inAccount(path, headers.get("Host", ""));
        int slash = inAccount.indexOf('/');
        String container = slash < 0 ? "$root" : decode(inAccount.substring(0, slash));
        String blob = decode(inAccount.substring(slash + 1));
        return blob.isEmpty() ? Optional.empty() : Optional.of(new BlobRequest(api, container, blob, path));
    }

    /** The account's name is in the path, or at the beginning of the host name as on Azure. */
    private static String inAccount(String path, String host) {
        String account = "/" + DevelopmentAccount.NAME + "/";
        if (path.startsWith(account) && !host.startsWith(DevelopmentAccount.NAME + ".")) {
            return path.substring(account.length());
        }
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private static String parameter(String query, String name) {
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals == name.length() && pair.regionMatches(true, 0, name, 0, equals)) {
                return pair.substring(equals + 1);
            }
        }
        return "";
    }

    /** Percent-decodes a path; a plus sign stays a plus sign, and a broken escape stays unchanged. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int value = c == '%' && i + 2 < text.length() ? hex(text.charAt(i + 1), text.charAt(i + 2)) : -1;
            if (value < 0) {
                bytes.write(c);
            } else {
                bytes.write(value);
                i += 2;
            }
        }
        return bytes.toString(UTF_8);
    }

    private static int hex(char high, char low) {
        int h = Character.digit(high, 16);
        int l = Character.digit(low, 16);
        return h < 0 || l < 0 ? -1 : h << 4 | l;
    }
}
