package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.node.NodeService;
import io.dropbatch.localazure.batch.engine.pool.PoolService;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.call.CallAnswer;
import io.dropbatch.localazure.batch.protocol.call.PagedListing;
import io.dropbatch.localazure.batch.protocol.call.PropertySelection;
import io.dropbatch.localazure.batch.protocol.document.NodeDocument;
import io.dropbatch.localazure.batch.protocol.filter.FilterParser;
import io.dropbatch.localazure.batch.protocol.route.RouteTable;
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

    public void addTo(RouteTable routes) {
        routes.add("GET", NODES, this::list);
        routes.add("GET", NODE, call -> CallAnswer.json(written(nodes.get(pool(call), node(call)), call)));
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

    private CallAnswer list(ApiCall call) {
        PropertySelection selection = PropertySelection.of(call);
        Pool pool = pools.get(pool(call));
        String token = PagedListing.token(call);
        return PagedListing.page(
                call,
                "nodes",
                pool.nodes().values().stream()
                        .filter(node -> token == null || node.id().value().compareTo(token) > 0)
                        .iterator(),
                FilterParser.parse(call.query().get("$filter")).on(NodeDocument.PROPERTIES),
                node -> selection.from(NodeDocument.write(node, call.base())),
                node -> node.id().value());
    }

    private CallAnswer uploadLogs(ApiCall call) {
        String folder = nodes.uploadLogs(pool(call), node(call), call.document());
        ObjectNode document = JsonTrees.object();
        document.put("odata.metadata", call.base() + "/$metadata#uploadbatchservicelogs");
        document.put("virtualDirectoryName", folder);
        document.put("numberOfFilesUploaded", 1);
        return CallAnswer.json(document);
    }

    /** A pool with extensions is refused, so no node has any. */
    private CallAnswer extensions(ApiCall call) {
        nodes.get(pool(call), node(call));
        return PagedListing.page(
                call,
                "extensions",
                Collections.<ObjectNode>emptyIterator(),
                extension -> true,
                extension -> extension,
                extension -> "");
    }

    private CallAnswer extension(ApiCall call) {
        nodes.get(pool(call), node(call));
        throw BatchError.of(ErrorCode.ResourceNotFound).with("ExtensionName", call.part("extension"));
    }

    private static ObjectNode written(Node node, ApiCall call) {
        ObjectNode document = NodeDocument.write(node, call.base());
        document.put("odata.metadata", call.base() + "/$metadata#nodes/@Element");
        return PropertySelection.of(call).from(document);
    }

    private static CallAnswer done(int status, ApiCall call, Node node) {
        return CallAnswer.done(status, node.since(), NodeDocument.address(node, call.base()));
    }

    private static PoolId pool(ApiCall call) {
        return new PoolId(call.part("pool"));
    }

    private static NodeId node(ApiCall call) {
        return new NodeId(call.part("node"));
    }
}
