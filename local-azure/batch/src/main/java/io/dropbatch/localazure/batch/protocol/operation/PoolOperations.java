package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.document.VmSizes;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.PoolDefinition;
import io.dropbatch.localazure.batch.engine.pool.PoolFormulas;
import io.dropbatch.localazure.batch.engine.pool.PoolService;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.call.CallAnswer;
import io.dropbatch.localazure.batch.protocol.call.PagedListing;
import io.dropbatch.localazure.batch.protocol.call.PropertySelection;
import io.dropbatch.localazure.batch.protocol.call.RequestConditions;
import io.dropbatch.localazure.batch.protocol.document.NodeCounts;
import io.dropbatch.localazure.batch.protocol.document.PoolDocument;
import io.dropbatch.localazure.batch.protocol.document.UsageStatistics;
import io.dropbatch.localazure.batch.protocol.filter.FilterParser;
import io.dropbatch.localazure.batch.protocol.route.RouteTable;
import java.util.Collection;

/** The operations on pools and nodes. */
public final class PoolOperations {

    private static final String POOL = "/pools/{pool}";

    private final Account account;
    private final PoolService pools;
    private final PoolFormulas formulas;

    public PoolOperations(Account account, PoolService pools, PoolFormulas formulas) {
        this.account = account;
        this.pools = pools;
        this.formulas = formulas;
    }

    public void addTo(RouteTable routes) {
        routes.add("POST", "/pools", this::create);
        routes.add("GET", "/pools", this::list);
        routes.add("GET", POOL, this::get);
        routes.add("HEAD", POOL, this::get);
        routes.add("PATCH", POOL, this::patch);
        routes.add("DELETE", POOL, call -> {
            pools.delete(id(call), RequestConditions.of(call));
            return CallAnswer.empty(202);
        });
        routes.add(
                "POST",
                POOL + "/updateproperties",
                call -> done(204, call, pools.replaceProperties(id(call), call.document())));
        routes.add(
                "POST",
                POOL + "/resize",
                call -> done(202, call, pools.resize(id(call), call.document(), RequestConditions.of(call))));
        routes.add(
                "POST",
                POOL + "/stopresize",
                call -> done(202, call, pools.stopResize(id(call), RequestConditions.of(call))));
        routes.add(
                "POST",
                POOL + "/removenodes",
                call -> done(202, call, pools.removeNodes(id(call), call.document(), RequestConditions.of(call))));
        routes.add(
                "POST",
                POOL + "/enableautoscale",
                call -> done(200, call, formulas.enable(id(call), call.document(), RequestConditions.of(call))));
        routes.add("POST", POOL + "/disableautoscale", call -> done(200, call, formulas.disable(id(call))));
        routes.add("POST", POOL + "/evaluateautoscale", this::evaluate);
        routes.add("GET", "/nodecounts", this::counts);
    }

    private CallAnswer create(ApiCall call) {
        return done(201, call, pools.create(call.document()));
    }

    private CallAnswer get(ApiCall call) {
        Pool pool = pools.get(id(call));
        if (RequestConditions.unchanged(call, pool.modified())) {
            return CallAnswer.unchanged(pool.modified());
        }
        ObjectNode document = written(pool, call);
        document.put("odata.metadata", call.base() + "/$metadata#pools/@Element");
        return CallAnswer.version(PropertySelection.of(call).from(document), pool.modified());
    }

    private CallAnswer patch(ApiCall call) {
        RequestDocument changes = call.document();
        if (changes.has("taskSlotsPerNode") || changes.has("vmSize")) {
            PoolDefinition spec = pools.get(id(call)).spec();
            VmSizes.checkSlots(
                    "taskSlotsPerNode",
                    changes.integer("taskSlotsPerNode", spec.slotsPerNode(), 1, Integer.MAX_VALUE),
                    changes.text("vmSize", spec.vmSize()));
        }
        return done(200, call, pools.patch(id(call), changes, RequestConditions.of(call)));
    }

    private CallAnswer list(ApiCall call) {
        PropertySelection selection = PropertySelection.of(call);
        String token = PagedListing.token(call);
        Collection<Pool> from = token == null
                ? account.pools().values()
                : account.pools().tailMap(new PoolId(token), false).values();
        return PagedListing.page(
                call,
                "pools",
                from.iterator(),
                FilterParser.parse(call.query().get("$filter")).on(PoolDocument.PROPERTIES),
                pool -> selection.from(written(pool, call)),
                pool -> pool.id().value());
    }

    private CallAnswer evaluate(ApiCall call) {
        ObjectNode document = JsonTrees.object();
        document.put("odata.metadata", call.base() + "/$metadata#autoscale");
        PoolDocument.write(formulas.evaluate(id(call), call.document()), document);
        return CallAnswer.json(document);
    }

    private CallAnswer counts(ApiCall call) {
        String token = PagedListing.token(call);
        return PagedListing.page(
                call,
                "poolnodecounts",
                account.pools().values().stream()
                        .filter(pool -> token == null || pool.id().compareTo(new PoolId(token)) > 0)
                        .iterator(),
                FilterParser.parse(call.query().get("$filter")).on(NodeCounts.PROPERTIES),
                NodeCounts::write,
                pool -> pool.id().value());
    }

    private ObjectNode written(Pool pool, ApiCall call) {
        ObjectNode document = PoolDocument.write(pool, call.base());
        return UsageStatistics.expand(call, document, () -> UsageStatistics.of(pool, account.now(), call.base()));
    }

    private static CallAnswer done(int status, ApiCall call, Pool pool) {
        return CallAnswer.done(status, pool.modified(), PoolDocument.address(pool, call.base()));
    }

    private static PoolId id(ApiCall call) {
        return new PoolId(call.part("pool"));
    }
}
