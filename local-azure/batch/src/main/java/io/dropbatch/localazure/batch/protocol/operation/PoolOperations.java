package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.Document;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.document.VmSizes;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.PoolSpec;
import io.dropbatch.localazure.batch.engine.pool.PoolFormulas;
import io.dropbatch.localazure.batch.engine.pool.PoolService;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.protocol.call.Answer;
import io.dropbatch.localazure.batch.protocol.call.Call;
import io.dropbatch.localazure.batch.protocol.call.Conditions;
import io.dropbatch.localazure.batch.protocol.call.Listing;
import io.dropbatch.localazure.batch.protocol.call.Selection;
import io.dropbatch.localazure.batch.protocol.document.NodeCounts;
import io.dropbatch.localazure.batch.protocol.document.PoolDocument;
import io.dropbatch.localazure.batch.protocol.document.Statistics;
import io.dropbatch.localazure.batch.protocol.filter.FilterParser;
import io.dropbatch.localazure.batch.protocol.route.Routes;
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

    public void addTo(Routes routes) {
        routes.add("POST", "/pools", this::create);
        routes.add("GET", "/pools", this::list);
        routes.add("GET", POOL, this::get);
        routes.add("HEAD", POOL, this::get);
        routes.add("PATCH", POOL, this::patch);
        routes.add("DELETE", POOL, call -> {
            pools.delete(id(call), Conditions.of(call));
            return Answer.empty(202);
        });
        routes.add(
                "POST",
                POOL + "/updateproperties",
                call -> done(204, call, pools.replaceProperties(id(call), call.document())));
        routes.add(
                "POST",
                POOL + "/resize",
                call -> done(202, call, pools.resize(id(call), call.document(), Conditions.of(call))));
        routes.add(
                "POST", POOL + "/stopresize", call -> done(202, call, pools.stopResize(id(call), Conditions.of(call))));
        routes.add(
                "POST",
                POOL + "/removenodes",
                call -> done(202, call, pools.removeNodes(id(call), call.document(), Conditions.of(call))));
        routes.add(
                "POST",
                POOL + "/enableautoscale",
                call -> done(200, call, formulas.enable(id(call), call.document(), Conditions.of(call))));
        routes.add("POST", POOL + "/disableautoscale", call -> done(200, call, formulas.disable(id(call))));
        routes.add("POST", POOL + "/evaluateautoscale", this::evaluate);
        routes.add("GET", "/nodecounts", this::counts);
    }

    private Answer create(Call call) {
        return done(201, call, pools.create(call.document()));
    }

    private Answer get(Call call) {
        Pool pool = pools.get(id(call));
        if (Conditions.unchanged(call, pool.modified())) {
            return Answer.unchanged(pool.modified());
        }
        ObjectNode document = written(pool, call);
        document.put("odata.metadata", call.base() + "/$metadata#pools/@Element");
        return Answer.version(Selection.of(call).from(document), pool.modified());
    }

    private Answer patch(Call call) {
        Document changes = call.document();
        if (changes.has("taskSlotsPerNode") || changes.has("vmSize")) {
            PoolSpec spec = pools.get(id(call)).spec();
            VmSizes.checkSlots(
                    "taskSlotsPerNode",
                    changes.integer("taskSlotsPerNode", spec.slotsPerNode(), 1, Integer.MAX_VALUE),
                    changes.text("vmSize", spec.vmSize()));
        }
        return done(200, call, pools.patch(id(call), changes, Conditions.of(call)));
    }

    private Answer list(Call call) {
        Selection selection = Selection.of(call);
        String token = Listing.token(call);
        Collection<Pool> from = token == null
                ? account.pools().values()
                : account.pools().tailMap(new PoolId(token), false).values();
        return Listing.page(
                call,
                "pools",
                from.iterator(),
                FilterParser.parse(call.query().get("$filter")).on(PoolDocument.PROPERTIES),
                pool -> selection.from(written(pool, call)),
                pool -> pool.id().value());
    }

    private Answer evaluate(Call call) {
        ObjectNode document = Json.object();
        document.put("odata.metadata", call.base() + "/$metadata#autoscale");
        PoolDocument.write(formulas.evaluate(id(call), call.document()), document);
        return Answer.json(document);
    }

    private Answer counts(Call call) {
        String token = Listing.token(call);
        return Listing.page(
                call,
                "poolnodecounts",
                account.pools().values().stream()
                        .filter(pool -> token == null || pool.id().compareTo(new PoolId(token)) > 0)
                        .iterator(),
                FilterParser.parse(call.query().get("$filter")).on(NodeCounts.PROPERTIES),
                NodeCounts::write,
                pool -> pool.id().value());
    }

    private ObjectNode written(Pool pool, Call call) {
        ObjectNode document = PoolDocument.write(pool, call.base());
        return Statistics.expand(call, document, () -> Statistics.of(pool, account.now(), call.base()));
    }

    private static Answer done(int status, Call call, Pool pool) {
        return Answer.done(status, pool.modified(), PoolDocument.address(pool, call.base()));
    }

    private static PoolId id(Call call) {
        return new PoolId(call.part("pool"));
    }
}
