package io.dropbatch.scheduler.adapter.azurebatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A Batch account that adds tasks, or does whatever a test tells it to do instead. */
final class MisbehavingBatch implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a request asks for. */
    record Request(List<String> ids, int bytes, int number, String authorization) {}

    /** What the server sends back; a status of 0 cuts the connection. */
    record Reply(int status, String body, Map<String, String> headers) {

        static Reply of(int status, String body) {
            return new Reply(status, body, Map.of());
        }

        static Reply error(int status, String code) {
            return of(status, "{\"code\":\"" + code + "\",\"message\":{\"lang\":\"en-US\",\"value\":\"told to\"}}");
        }

        Reply with(String header, String value) {
            return new Reply(status, body, Map.of(header, value));
        }
    }

    private final HttpServer server;
    private final Function<Request, Reply> script;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    final Set<String> added = ConcurrentHashMap.newKeySet();
    final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    MisbehavingBatch(Function<Request, Reply> script) throws IOException {
        this.script = script;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Adds all tasks of the request and says so. */
    static Reply add(MisbehavingBatch batch, Request request) {
        return results(request.ids().stream().map(id -> batch.add(id)).toList());
    }

    static Reply results(List<String> results) {
        return Reply.of(200, "{\"value\":[" + String.join(",", results) + "]}");
    }

    /** Adds one task and returns its result. */
    String add(String id) {
        return added.add(id) ? success(id) : exists(id);
    }

    static String success(String id) {
        return "{\"taskId\":\"" + id + "\",\"status\":\"Success\"}";
    }

    static String exists(String id) {
        return clientError(id, "TaskExists");
    }

    static String clientError(String id, String code) {
        return "{\"taskId\":\"" + id + "\",\"status\":\"clienterror\",\"error\":{\"code\":\"" + code
                + "\",\"message\":{\"lang\":\"en-US\",\"value\":\"told to\"}}}";
    }

    static String serverError(String id) {
        return "{\"taskId\":\"" + id + "\",\"status\":\"servererror\"}";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            byte[] body = exchange.getRequestBody().readAllBytes();
            Request request = new Request(
                    ids(body),
                    body.length,
                    numbers.incrementAndGet(),
                    exchange.getRequestHeaders().getFirst("Authorization"));
            requests.add(request);
            Reply reply = script.apply(request);
            atOnce.decrementAndGet();
            send(exchange, reply);
        } catch (RuntimeException e) {
            e.printStackTrace();
            throw e;
        }
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

    private static List<String> ids(byte[] body) {
        try {
            List<String> ids = new ArrayList<>();
            for (JsonNode task : JSON.readTree(body).path("value")) {
                ids.add(task.path("id").asText());
            }
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
