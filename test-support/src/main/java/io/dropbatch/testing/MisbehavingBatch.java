package io.dropbatch.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A Batch account that adds tasks, or does whatever a test tells it to do instead. */
public final class MisbehavingBatch implements AutoCloseable {

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    /**
     * What a request asks for.
     *
     * @param ids of the tasks to add
     * @param query decoded, empty when there is none
     * @param number from 1
     */
    public record Request(
            List<String> ids,
            int bytes,
            String query,
            int number,
            @Nullable String authorization) {}

    /** What the server sends back; a status of 0 cuts the connection. */
    public record Reply(int status, String body, Map<String, String> headers) {

        public static Reply of(int status, String body) {
            return new Reply(status, body, Map.of());
        }

        public static Reply error(int status, String code) {
            return of(status, "{\"code\":\"" + code + "\",\"message\":{\"lang\":\"en-US\",\"value\":\"told to\"}}");
        }

        public Reply with(String header, String value) {
            return new Reply(status, body, Map.of(header, value));
        }
    }

    private final HttpServer server;
    private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
    private final Function<Request, Reply> script;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final Set<String> added = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    public MisbehavingBatch(Function<Request, Reply> script) throws IOException {
        this.script = script;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(handlers);
        server.createContext("/", this::handle);
        server.start();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** All requests so far; a test may clear it. */
    public List<Request> requests() {
        return requests;
    }

    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** The ids of the tasks that were added. */
    public Set<String> added() {
        return Collections.unmodifiableSet(added);
    }

    /** Adds all tasks of the request and says so. */
    public static Reply add(MisbehavingBatch batch, Request request) {
        return results(request.ids().stream().map(batch::add).toList());
    }

    public static Reply results(List<String> results) {
        return Reply.of(200, "{\"value\":[" + String.join(",", results) + "]}");
    }

    /** Adds one task and returns its result. */
    public String add(String id) {
        return added.add(id) ? success(id) : exists(id);
    }

    public static String success(String id) {
        return "{\"taskId\":\"" + id + "\",\"status\":\"Success\"}";
    }

    public static String exists(String id) {
        return clientError(id, "TaskExists");
    }

    public static String clientError(String id, String code) {
        return "{\"taskId\":\"" + id + "\",\"status\":\"clienterror\",\"error\":{\"code\":\"" + code
                + "\",\"message\":{\"lang\":\"en-US\",\"value\":\"told to\"}}}";
    }

    public static String serverError(String id) {
        return "{\"taskId\":\"" + id + "\",\"status\":\"servererror\"}";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            Request request = read(exchange);
            requests.add(request);
            Reply reply = script.apply(request);
            atOnce.decrementAndGet();
            send(exchange, reply);
        }
    }

    private Request read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        List<String> ids = ID.matcher(new String(body, StandardCharsets.UTF_8))
                .results()
                .map(match -> match.group(1))
                .toList();
        return new Request(
                ids,
                body.length,
                query(exchange.getRequestURI()),
                numbers.incrementAndGet(),
                exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static String query(URI address) {
        return address.getRawQuery() == null ? "" : URLDecoder.decode(address.getRawQuery(), StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.status() == 0) {
            return;
        }
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        handlers.close();
    }
}
