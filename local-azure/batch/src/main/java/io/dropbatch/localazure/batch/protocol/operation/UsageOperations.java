package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.UsageHistory;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.call.CallAnswer;
import io.dropbatch.localazure.batch.protocol.call.PagedListing;
import io.dropbatch.localazure.batch.protocol.document.UsageStatistics;
import io.dropbatch.localazure.batch.protocol.filter.FilterParser;
import io.dropbatch.localazure.batch.protocol.route.RouteTable;

/** The operations on the usage history of the account. */
public final class UsageOperations {

    private final Account account;
    private final UsageHistory history;

    public UsageOperations(Account account, UsageHistory history) {
        this.account = account;
        this.history = history;
    }

    public void addTo(RouteTable routes) {
        routes.add("GET", "/poolusagemetrics", this::metrics);
        routes.add("GET", "/lifetimepoolstats", this::ofPools);
        routes.add("GET", "/lifetimejobstats", this::ofJobs);
    }

    private CallAnswer metrics(ApiCall call) {
        UsageRange range = UsageRange.of(call, history.oldest(), history.last());
        UsageLine.Place after = UsageLine.place(PagedListing.token(call));
        return PagedListing.page(
                call,
                "poolusagemetrics",
                range.from(after == null ? null : after.interval())
                        .flatMap(interval -> UsageLine.of(history.in(interval)))
                        .filter(line -> after == null || line.follows(after))
                        .iterator(),
                FilterParser.parse(call.query().get("$filter")).on(UsageLine.PROPERTIES),
                UsageLine::write,
                UsageLine::token);
    }

    private CallAnswer ofPools(ApiCall call) {
        ObjectNode document = UsageStatistics.ofPools(history.lifetime(), account.now(), call.base());
        return CallAnswer.json(document.put("odata.metadata", call.base() + "/$metadata#poolstats/@Element"));
    }

    private CallAnswer ofJobs(ApiCall call) {
        ObjectNode document = UsageStatistics.ofJobs(history.lifetime(), account.now(), call.base());
        return CallAnswer.json(document.put("odata.metadata", call.base() + "/$metadata#jobstats/@Element"));
    }
}
