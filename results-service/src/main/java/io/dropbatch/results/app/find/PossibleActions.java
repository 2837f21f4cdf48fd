package io.dropbatch.results.app.find;

import io.dropbatch.results.app.RequestCancel;
import io.dropbatch.results.domain.status.DropAccount;
import io.dropbatch.results.domain.status.PauseRules;
import io.dropbatch.results.domain.status.RetryRules;
import java.util.ArrayList;
import java.util.List;

/** Says what people can do with a drop now, by the names of the routes, so that nobody is offered what would be refused. */
final class PossibleActions {

    private PossibleActions() {}

    static List<String> of(DropAccount account) {
        List<String> actions = new ArrayList<>();
        if (RequestCancel.isPossible(account)) {
            actions.add("cancel");
        }
        if (RetryRules.objection(account).isEmpty()) {
            actions.add("retry");
        }
        if (PauseRules.objection(account).isEmpty()) {
            actions.add(account.status().pauses() ? "resume" : "pause");
        }
        return actions;
    }
}
