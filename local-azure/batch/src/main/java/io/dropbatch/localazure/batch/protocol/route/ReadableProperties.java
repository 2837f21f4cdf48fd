package io.dropbatch.localazure.batch.protocol.route;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.protocol.call.RequestQuery;
import io.dropbatch.localazure.batch.protocol.filter.FilterParser;
import io.dropbatch.localazure.batch.protocol.filter.FilterType;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The properties of an entity that can be selected, filtered on and expanded. */
public record ReadableProperties(String entity, Set<String> selectable, Map<String, FilterType> filterable) {

    void check(RequestQuery query) {
        checkSelection(query.get("$select"));
        checkExpansion(query.get("$expand"));
        FilterParser.parse(query.get("$filter")).check(filterable);
    }

    private void checkSelection(@Nullable String select) {
        if (select == null || select.isBlank()) {
            return;
        }
        for (String name : select.split(",", -1)) {
            if (!selectable.contains(name.strip().toLowerCase(Locale.ROOT))) {
                throw BatchError.query(
                        "$select",
                        select,
                        "The property '" + name.strip() + "' does not exist on type '" + entity + "'.");
            }
        }
    }

    private static void checkExpansion(@Nullable String expand) {
        if (expand != null && !expand.isBlank() && !expand.strip().equalsIgnoreCase("stats")) {
            throw BatchError.query("$expand", expand, "Only stats can be expanded.");
        }
    }
}
