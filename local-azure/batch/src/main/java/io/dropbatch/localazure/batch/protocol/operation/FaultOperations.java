package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.Document;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.engine.fault.Fault;
import io.dropbatch.localazure.batch.engine.fault.Faults;
import io.dropbatch.localazure.batch.engine.node.NodeService;
import io.dropbatch.localazure.batch.engine.pool.PoolService;
import io.dropbatch.localazure.batch.protocol.call.Answer;
import io.dropbatch.localazure.batch.protocol.call.Call;
import io.dropbatch.localazure.batch.protocol.document.FaultDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The door by which tests make the account misbehave; Azure has none. */
public final class FaultOperations {

    public static final String PATH = "/_faults";
    private static final int MOST = 1_000_000;

    private final Faults faults;
    private final NodeFaults nodes;

    public FaultOperations(Faults faults, PoolService pools, NodeService nodes) {
        this.faults = faults;
        this.nodes = new NodeFaults(pools, nodes);
    }

    public Answer answer(Call call) {
        switch (call.method()) {
            case "POST" -> arm(call.document());
            case "DELETE" -> disarm(call.query().get("id"));
            case "GET" -> {}
            default -> throw BatchError.of(ErrorCode.UnsupportedHttpVerb);
        }
        ObjectNode list = Json.object();
        ArrayNode armed = list.putArray("faults");
        faults.armed().forEach(fault -> armed.add(FaultDocument.write(fault)));
        ArrayNode known = list.putArray("known");
        known().forEach(known::add);
        return Answer.json(list);
    }

    /** All or nothing: a request with a mistake in it arms nothing. */
    private void arm(Document request) {
        List<Runnable> steps = new ArrayList<>();
        Map<String, JsonNode> asked = new LinkedHashMap<>();
        request.tree().properties().forEach(each -> asked.put(each.getKey(), each.getValue()));
        asked.forEach((name, value) -> steps.add(step(request, name, value)));
        steps.forEach(Runnable::run);
    }

    private Runnable step(Document request, String name, JsonNode value) {
        if (NodeFaults.NAMES.contains(name)) {
            Document how = request.object(name).orElseThrow(() -> BatchError.missing(name));
            return () -> nodes.strike(name, how);
        }
        Faults.Kind kind = Arrays.stream(Faults.Kind.values())
                .filter(candidate -> candidate.word().equals(name))
                .findFirst()
                .orElseThrow(() -> request.invalid(name, "The faults are " + String.join(", ", known()) + "."));
        if (value.isNumber()) {
            int count = request.integer(name, 0, 0, MOST);
            return () -> faults.arm(kind, count);
        }
        List<Document> documents = value.isArray()
                ? request.list(name)
                : request.object(name).stream().toList();
        List<Fault> wanted = documents.stream()
                .map(document -> FaultDocument.read(kind, document))
                .toList();
        return () -> wanted.forEach(faults::arm);
    }

    private void disarm(@Nullable String id) {
        if (id == null) {
            faults.clear();
            return;
        }
        if (!id.matches("\\d{1,18}") || !faults.disarm(Long.parseLong(id))) {
            throw BatchError.query("id", id, "No such fault is armed.");
        }
    }

    private static List<String> known() {
        return Stream.concat(Arrays.stream(Faults.Kind.values()).map(Faults.Kind::word), NodeFaults.NAMES.stream())
                .toList();
    }
}
