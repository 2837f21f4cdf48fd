package io.dropbatch.scheduler.adapter.azurebatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.ImageReference;
import com.microsoft.azure.batch.protocol.models.MetadataItem;
import com.microsoft.azure.batch.protocol.models.PoolAddParameter;
import com.microsoft.azure.batch.protocol.models.VirtualMachineConfiguration;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands in for Azure's resource manager: takes a PUT of a pool in its documented form only, and makes the pool in local
 * Batch, which knows no identities.
 */
final class ResourceManagerStub implements AutoCloseable {

    static final String ACCOUNT =
            "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Batch/batchAccounts/acme";

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<JsonNode> pools = new ArrayList<>();
    final List<String> complaints = new ArrayList<>();
    int refuseWith;
    String refusal = "";
    private final HttpServer server;
    private final BatchServiceClient batch;

    ResourceManagerStub(BatchServiceClient batch) {
        this.batch = batch;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        String path = call.getRequestURI().getPath();
        expect(call.getRequestMethod(), "PUT");
        expect(call.getRequestURI().getQuery(), "api-version=2024-07-01");
        expect(path.substring(0, Math.min(path.length(), ACCOUNT.length() + 7)), ACCOUNT + "/pools/");
        expect(call.getRequestHeaders().getFirst("Authorization"), "Bearer token for " + address() + "/.default");
        expect(call.getRequestHeaders().getFirst("Content-Type"), "application/json");
        expect(call.getRequestHeaders().getFirst("If-None-Match"), "*");
        if (!complaints.isEmpty()) {
            reply(call, 400, "{\"error\": {\"code\": \"BadRequest\", \"message\": \"" + complaints + "\"}}");
            return;
        }
        if (refuseWith != 0) {
            reply(call, refuseWith, refusal);
            refuseWith = 0;
            return;
        }
        JsonNode pool = JSON.readTree(body);
        pools.add(pool);
        make(path.substring(ACCOUNT.length() + 7), pool.path("properties"));
        reply(call, 200, new String(body, StandardCharsets.UTF_8));
    }

    private void expect(String actual, String expected) {
        if (!expected.equals(actual)) {
            complaints.add("not " + expected + " but " + actual);
        }
    }

    private void make(String id, JsonNode properties) {
        JsonNode machine = properties.at("/deploymentConfiguration/virtualMachineConfiguration");
        List<MetadataItem> metadata = new ArrayList<>();
        properties
                .path("metadata")
                .forEach(item -> metadata.add(new MetadataItem()
                        .withName(item.path("name").asText())
                        .withValue(item.path("value").asText())));
        batch.pools()
                .add(new PoolAddParameter()
                        .withId(id)
                        .withVmSize(properties.path("vmSize").asText())
                        .withTaskSlotsPerNode(
                                properties.path("taskSlotsPerNode").asInt())
                        .withTargetDedicatedNodes(properties
                                .at("/scaleSettings/fixedScale/targetDedicatedNodes")
                                .asInt())
                        .withMetadata(metadata)
                        .withVirtualMachineConfiguration(new VirtualMachineConfiguration()
                                .withNodeAgentSKUId(
                                        machine.path("nodeAgentSkuId").asText())
                                .withImageReference(new ImageReference()
                                        .withPublisher(machine.at("/imageReference/publisher")
                                                .asText())
                                        .withOffer(machine.at("/imageReference/offer")
                                                .asText())
                                        .withSku(machine.at("/imageReference/sku")
                                                .asText()))));
    }

    private static void reply(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
