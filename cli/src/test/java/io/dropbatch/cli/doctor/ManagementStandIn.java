package io.dropbatch.cli.doctor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Answers what Local Azure does not know: the resource manager's view of Batch accounts, and a Batch account whose identity
 * has no role, whose image is about to end and whose pool got no nodes.
 */
final class ManagementStandIn implements AutoCloseable {

    static final String LARGE = account("large");
    static final String SMALL = account("small");
    static final String EMPTY = account("empty");
    static final String FORBIDDEN = account("forbidden");

    private final HttpServer server;

    ManagementStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        quota(LARGE, 500, 300);
        quota(SMALL, 500, 20);
        quota(EMPTY, 0, 300);
        server.createContext(FORBIDDEN, exchange -> json(exchange, 403, "{}"));
        server.createContext(
                "/subscriptions/s/providers/Microsoft.Batch/locations/westeurope/virtualMachineSkus",
                exchange -> json(exchange, 200, "{\"value\": [{\"name\": \"Standard_D2s_v5\"}]}"));
        server.createContext("/pools", exchange -> json(exchange, 200, """
                        {"value": [{"id": "dropbatch-1", "resizeErrors": [{"code": "AccountCoreQuotaReached"}]},
                                   {"id": "dropbatch-2", "resizeErrors": [{"code": "AllocationFailed"}]},
                                   {"id": "dropbatch-3"}]}"""));
        server.createContext("/jobs", exchange -> json(exchange, 403, "{\"code\": \"PermissionDenied\"}"));
        server.createContext("/supportedimages", exchange -> json(exchange, 200, "{\"value\": []}"));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static String account(String name) {
        return "/subscriptions/s/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/" + name;
    }

    private void quota(String id, int cores, int jobs) {
        server.createContext(id, exchange -> json(exchange, 200, """
                        {"location": "westeurope",
                         "properties": {"dedicatedCoreQuota": %d, "activeJobAndJobScheduleQuota": %d}}""".formatted(cores, jobs)));
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
