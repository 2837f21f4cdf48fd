package io.dropbatch.localazure.batch.protocol;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The account's HTTP endpoint: verifies, routes, answers. */
public final class BatchHttp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchHttp.class);
    private static final int MOST_AT_ONCE = 512;

    static {
        // Without this each answer waits for the client's delayed acknowledgement.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final SharedKey sharedKey;
    private final Clock clock;
    private volatile @Nullable BatchApi api;

    private BatchHttp(HttpServer server, SharedKey sharedKey, Clock clock) {
        this.server = server;
        this.sharedKey = sharedKey;
        this.clock = clock;
    }

    /** Takes the port; nothing is answered before {@link #serve}. */
    public static BatchHttp bind(String host, int port, String account, String key, Clock clock) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 1024);
        return new BatchHttp(server, new SharedKey(account, key), clock);
    }

    public URI endpoint() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    public void serve(BatchApi served) {
        api = served;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) {
        String requestId = UUID.randomUUID().toString();
        try (exchange) {
            send(exchange, answered(exchange, requestId), requestId);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("A client went away");
        }
    }

    private Answer answered(HttpExchange exchange, String requestId) {
        boolean entered = room.tryAcquire();
        try {
            Call call = Call.of(exchange, endpoint().toString());
            return entered ? guarded(call, requestId) : refused(BatchError.of(ErrorCode.ServerBusy), call, requestId);
        } catch (BatchError error) {
            return refused(error, endpoint().toString(), exchange.getRequestMethod(), requestId);
        } finally {
            if (entered) {
                room.release();
            }
        }
    }

    private Answer guarded(Call call, String requestId) {
        try {
            sharedKey.verify(call);
            return Objects.requireNonNull(api).answer(call);
        } catch (BatchError error) {
            return refused(error, call, requestId);
        } catch (IOException | RuntimeException e) {
            LOG.atError().addKeyValue("path", call.rawPath()).setCause(e).log("A call failed");
            return refused(BatchError.of(ErrorCode.InternalError), call, requestId);
        }
    }

    private Answer refused(BatchError error, Call call, String requestId) {
        return refused(error, call.base(), call.method(), requestId);
    }

    private Answer refused(BatchError error, String base, String method, String requestId) {
        int status = error.code().status();
        if (method.equals("HEAD")) {
            return Answer.empty(status);
        }
        var document = ErrorDocument.write(error, base, requestId, clock.instant());
        var headers = new java.util.LinkedHashMap<String, String>();
        if (error.code() == ErrorCode.AuthenticationFailed
                && error.values().containsValue(SharedKey.NO_AUTHENTICATION)) {
            status = 401;
            headers.put("WWW-Authenticate", "SharedKey");
        }
        if (status == 429 || status == 503) {
            headers.put("Retry-After", "1");
        }
        return new Answer.Json(status, headers, document);
    }

    private static void send(HttpExchange exchange, Answer answer, String requestId) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Server", "Microsoft-HTTPAPI/2.0");
        headers.set("request-id", requestId);
        headers.set("DataServiceVersion", "3.0");
        headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        headers.set("X-Content-Type-Options", "nosniff");
        String clientId = exchange.getRequestHeaders().getFirst("client-request-id");
        if (clientId != null
                && "true".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("return-client-request-id"))) {
            headers.set("client-request-id", clientId);
        }
        answer.headers().forEach(headers::set);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        switch (answer) {
            case Answer.Empty empty -> exchange.sendResponseHeaders(empty.status(), -1);
            case Answer.Text text ->
                sendBytes(
                        exchange,
                        text.status(),
                        "text/plain; charset=utf-8",
                        text.body().getBytes(StandardCharsets.UTF_8),
                        head);
            case Answer.Json json ->
                sendBytes(
                        exchange,
                        json.status(),
                        "application/json;odata=minimalmetadata",
                        Json.bytes(json.body()),
                        head);
            case Answer.File file -> FileAnswer.send(exchange, file, head);
        }
    }

    private static void sendBytes(HttpExchange exchange, int status, String type, byte[] body, boolean head)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (head) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
