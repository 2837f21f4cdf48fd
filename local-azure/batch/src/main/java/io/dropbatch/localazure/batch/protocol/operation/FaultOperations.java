package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.fault.InjectedFault;
import io.dropbatch.localazure.batch.engine.node.NodeService;
import io.dropbatch.localazure.batch.engine.pool.PoolService;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.call.CallAnswer;
import io.dropbatch.localazure.batch.protocol.document.FaultDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The endpoint by which tests inject faults; Azure has none. */
public final class FaultOperations {

    public static final String PATH = "/_faults";
    private static final int MOST = 1_000_000;

    private final FaultInjection faults;
    private final NodeFaults nodes;

    public FaultOperations(FaultInjection faults, PoolService pools, NodeService nodes) {
        this.faults = faults;
        this.nodes = new NodeFaults(pools, nodes);
    }

    public CallAnswer answer(ApiCall call) {
        switch (call.method()) {
            case "POST" -> arm(call.document());
            case "DELETE" -> disarm(call.query().get("id"));
            case "GET" -> {}
            default -> throw BatchError.of(ErrorCode.UnsupportedHttpVerb);
        }
        ObjectNode list = JsonTrees.object();
        ArrayNode armed = list.putArray("faults");
        faults.armed().forEach(fault -> armed.add(FaultDocument.write(fault)));
        ArrayNode known = list.putArray("known");
        known().forEach(known::add);
        return CallAnswer.json(list);
    }

    /** Arms all faults or none: a request with a mistake arms nothing. */
    private void arm(RequestDocument request) {
        List<Runnable> steps = new ArrayList<>();
        Map<String, JsonNode> asked = new LinkedHashMap<>();
        request.tree().properties().forEach(each -> asked.put(each.getKey(), each.getValue()));
        asked.forEach((name, value) -> steps.add(step(request, name, value)));
        steps.forEach(Runnable::run);
    }

    private Runnable step(RequestDocument request, String name, JsonNode value) {
        if (NodeFaults.NAMES.contains(name)) {
            RequestDocument how = request.object(name).orElseThrow(() -> BatchError.missing(name));
            return () -> nodes.strike(name, how);
        }
        FaultInjection.Kind kind = Arrays.stream(FaultInjection.Kind.values())
                .filter(candidate -> candidate.word().equals(name))
                .findFirst()
                .orElseThrow(() -> request.invalid(name, "The faults are " + String.join(", ", known()) + "."));
        if (value.isNumber()) {
            int count = request.integer(name, 0, 0, MOST);
            return () -> faults.arm(kind, count);
        }
        List<RequestDocument> documents = value.isArray()
                ? request.list(name)
                : request.object(name).stream().toList();
        List<InjectedFault> wanted = documents.stream()
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
        return Stream.concat(
                        Arrays.stream(FaultInjection.Kind.values()).map(FaultInjection.Kind::word),
                        NodeFaults.NAMES.stream())
                .toList();
    }
}
