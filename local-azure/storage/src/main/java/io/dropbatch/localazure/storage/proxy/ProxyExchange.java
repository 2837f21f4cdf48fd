package io.dropbatch.localazure.storage.proxy;

import io.dropbatch.localazure.storage.BlobApi;
import io.dropbatch.localazure.storage.events.BlobChange;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One request and its response as they pass through the proxy. */
final class ProxyExchange {

    private final HttpHeaders request;
    private final @Nullable BlobRequest blob;
    private final boolean clientStays;
    private final boolean expectsContinue;
    private @Nullable HttpResponse head;
    private boolean inInterim;
    private boolean continued;

    boolean requestSent;
    boolean responseSent;
    boolean held;

    /** @param blob null when no event is due */
    ProxyExchange(HttpRequest request, @Nullable BlobRequest blob) {
        this.request = request.headers();
        this.blob = blob;
        this.clientStays = HttpUtil.isKeepAlive(request);
        this.expectsContinue = HttpUtil.is100ContinueExpected(request);
    }

    /** Records the head of a response; true for the final one, false for {@code 100 Continue} and similar. */
    boolean begins(HttpResponse response) {
        inInterim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (inInterim) {
            continued = true;
            return false;
        }
        head = response;
        return true;
    }

    /** Whether the end of a message is the end of the response. */
    boolean ends() {
        boolean last = !inInterim;
        inInterim = false;
        return last;
    }

    boolean hasBegun() {
        return head != null;
    }

    /** A client that never got 100 Continue does not send its body. */
    boolean bodyIsAwaited() {
        return !requestSent && (!expectsContinue || continued);
    }

    boolean isThrough() {
        return requestSent && responseSent;
    }

    boolean keepsConnections() {
        return isThrough() && clientStays && head != null && HttpUtil.isKeepAlive(head);
    }

    /** The change that a response acknowledges; null if the request failed or raises no event. */
    @Nullable
    BlobChange acknowledgedBy(HttpResponse response, Instant now) {
        if (blob == null || response.status().codeClass() != HttpStatusClass.SUCCESS) {
            return null;
        }
        HttpHeaders answer = response.headers();
        return new BlobChange(
                blob.api(),
                blob.container(),
                blob.blob(),
                "http://" + request.get(HttpHeaderNames.HOST, "127.0.0.1"),
                blob.path(),
                request.get("x-ms-client-request-id", ""),
                answer.get("x-ms-request-id", ""),
                bare(answer.get(HttpHeaderNames.ETAG, "")),
                contentType(blob.api()),
                contentLength(blob.api()),
                request.get("x-ms-blob-type", "BlockBlob"),
                now);
    }

    private @Nullable String contentType(BlobApi api) {
        String declared = request.get("x-ms-blob-content-type");
        if (declared != null || api != BlobApi.PutBlob) {
            return declared;
        }
        return request.get(HttpHeaderNames.CONTENT_TYPE, "application/octet-stream");
    }

    private @Nullable Long contentLength(BlobApi api) {
        if (api != BlobApi.PutBlob) {
            return null;
        }
        String length = request.get("x-ms-blob-content-length", request.get(HttpHeaderNames.CONTENT_LENGTH));
        return length == null ? null : Long.valueOf(length);
    }

    /** Events contain the ETag without quotes. */
    static String bare(String eTag) {
        return eTag.replace("\"", "");
    }
}
