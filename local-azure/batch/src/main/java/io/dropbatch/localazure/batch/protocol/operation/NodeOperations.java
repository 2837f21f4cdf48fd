package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.node.NodeService;
import io.dropbatch.localazure.batch.engine.pool.PoolService;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.protocol.call.Answer;
import io.dropbatch.localazure.batch.protocol.call.Call;
import io.dropbatch.localazure.batch.protocol.call.Listing;
import io.dropbatch.localazure.batch.protocol.call.Selection;
import io.dropbatch.localazure.batch.protocol.document.NodeDocument;
import io.dropbatch.localazure.batch.protocol.filter.FilterParser;
import io.dropbatch.localazure.batch.protocol.route.Routes;
import java.util.Collections;

/** The operations on nodes. */
public final class NodeOperations {

    private static final String NODES = "/pools/{pool}/nodes";
    private static final String NODE = NODES + "/{node}";
    private static final String NO_USERS =
            "Local Azure makes no operating-system accounts: its nodes are folders of this machine.";
    private static final String NO_LOGIN =
            "Nobody can log in to a node of local Azure: it is a folder of this machine.";

    private final PoolService pools;
    private final NodeService nodes;

    public NodeOperations(PoolService pools, NodeService nodes) {
        this.pools = pools;
        this.nodes = nodes;
    }

    public void addTo(Routes routes) {
        routes.add("GET", NODES, this::list);
        routes.add("GET", NODE, call -> Answer.json(written(nodes.get(pool(call), node(call)), call)));
        routes.add(
                "POST",
                NODE + "/disablescheduling",
                call -> done(200, call, nodes.disableScheduling(pool(call), node(call), call.document())));
        routes.add(
                "POST",
                NODE + "/enablescheduling",
                call -> done(200, call, nodes.enableScheduling(pool(call), node(call))));
        routes.add(
                "POST",
                NODE + "/reboot",
                call -> done(202, call, nodes.reboot(pool(call), node(call), call.document())));
        routes.add(
                "POST",
                NODE + "/reimage",
                call -> done(202, call, nodes.reimage(pool(call), node(call), call.document())));
        routes.add(
                "POST",
                NODE + "/deallocate",
                call -> done(202, call, nodes.deallocate(pool(call), node(call), call.document())));
        routes.add("POST", NODE + "/start", call -> done(202, call, nodes.start(pool(call), node(call))));
        routes.add("GET", NODE + "/extensions", this::extensions);
        routes.add("GET", NODE + "/extensions/{extension}", this::extension);
        routes.add("POST", NODE + "/uploadbatchservicelogs", this::uploadLogs);
        routes.refuse("POST", NODE + "/users", NO_USERS);
        routes.refuse("PUT", NODE + "/users/{user}", NO_USERS);
        routes.refuse("DELETE", NODE + "/users/{user}", NO_USERS);
        routes.refuse("GET", NODE + "/remoteloginsettings", NO_LOGIN);
        routes.refuse("GET", NODE + "/rdp", NO_LOGIN);
    }

    private Answer list(Call call) {
        Selection selection = Selection.of(call);
        Pool pool = pools.get(pool(call));
        String token = Listing.token(call);
        return Listing.page(
                call,
                "nodes",
                pool.nodes().values().stream()
                        .filter(node -> token == null || node.id().value().compareTo(token) > 0)
                        .iterator(),
                FilterParser.parse(call.query().get("$filter")).on(NodeDocument.PROPERTIES),
                node -> selection.from(NodeDocument.write(node, call.base())),
                node -> node.id().value());
    }

    private Answer uploadLogs(Call call) {
        String folder = nodes.uploadLogs(pool(call), node(call), call.document());
        ObjectNode document = Json.object();
        document.put("odata.metadata", call.base() + "/$metadata#uploadbatchservicelogs");
        document.put("virtualDirectoryName", folder);
        document.put("numberOfFilesUploaded", 1);
        return Answer.json(document);
    }

    /** A pool with extensions is refused, so no node has any. */
    private Answer extensions(Call call) {
        nodes.get(pool(call), node(call));
        return Listing.page(
                call,
                "extensions",
                Collections.<ObjectNode>emptyIterator(),
                extension -> true,
                extension -> extension,
                extension -> "");
    }

    private Answer extension(Call call) {
        nodes.get(pool(call), node(call));
        throw BatchError.of(ErrorCode.ResourceNotFound).with("ExtensionName", call.part("extension"));
    }

    private static ObjectNode written(Node node, Call call) {
        ObjectNode document = NodeDocument.write(node, call.base());
        document.put("odata.metadata", call.base() + "/$metadata#nodes/@Element");
        return Selection.of(call).from(document);
    }

    private static Answer done(int status, Call call, Node node) {
        return Answer.done(status, node.since(), NodeDocument.address(node, call.base()));
    }

    private static PoolId pool(Call call) {
        return new PoolId(call.part("pool"));
    }

    private static NodeId node(Call call) {
        return new NodeId(call.part("node"));
    }
}
