package io.dropbatch.store;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobServiceClientBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks the SDK for a blob that nobody has, without a network: its first request makes it load and link some hundreds of
 * classes, a tenth of a second that a short program can spend on another thread while it does something else.
 */
public final class Rehearsal {

    /** Of nobody: names no host that is ever reached. */
    private static final String ACCOUNT = "DefaultEndpointsProtocol=http;AccountName=nobody;AccountKey=bm9ib2R5;"
            + "BlobEndpoint=http://127.0.0.1/nobody;TableEndpoint=http://127.0.0.1/nobody";

    private Rehearsal() {}

    /**
     * Begins at once on a thread of its own, which does not keep the program alive.
     *
     * @param next something else to rehearse after it
     */
    public static void begin(Runnable next) {
        Thread.ofPlatform().daemon().name("rehearsal").start(() -> {
            try {
                run();
                next.run();
            } catch (RuntimeException e) {
                // Whatever is wrong, the first real request meets it too and tells of it.
            }
        });
    }

    static void run() {
        Http.client(ACCOUNT);
        new AzureBlobs(new BlobServiceClientBuilder()
                        .httpClient(new Nobody())
                        .connectionString(ACCOUNT)
                        .buildClient()
                        .getBlobContainerClient("none"))
                .read("none");
    }

    private static final class Nobody implements HttpClient {

        @Override
        public Mono<HttpResponse> send(HttpRequest request) {
            return Mono.fromSupplier(() -> new NotThere(request));
        }

        @Override
        public HttpResponse sendSync(HttpRequest request, Context context) {
            return new NotThere(request);
        }
    }

    private static final class NotThere extends HttpResponse {

        private static final int STATUS = 404;

        NotThere(HttpRequest request) {
            super(request);
        }

        @Override
        public int getStatusCode() {
            return STATUS;
        }

        @Override
        @Deprecated
        public String getHeaderValue(String name) {
            return getHeaders().getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return new HttpHeaders().set(HttpHeaderName.fromString("x-ms-error-code"), "BlobNotFound");
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.empty();
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(new byte[0]);
        }

        @Override
        public Mono<String> getBodyAsString() {
            return getBodyAsString(StandardCharsets.UTF_8);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.just("");
        }
    }
}
