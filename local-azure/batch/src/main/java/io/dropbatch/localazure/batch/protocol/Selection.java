package io.dropbatch.localazure.batch.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The properties that a caller wants to see. */
record Selection(Set<String> names) {

    static Selection of(Call call) {
        String text = call.query().get("$select");
        if (text == null || text.isBlank()) {
            return new Selection(Set.of());
        }
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : text.split(",", -1)) {
            names.add(name.strip());
        }
        return new Selection(names);
    }

    boolean everything() {
        return names.isEmpty();
    }

    boolean wants(String name) {
        return names.isEmpty() || names.contains(name);
    }

    ObjectNode from(ObjectNode whole) {
        if (!everything()) {
            List<String> unwanted = new ArrayList<>();
            whole.fieldNames().forEachRemaining(name -> {
                if (!wants(name)) {
                    unwanted.add(name);
                }
            });
            whole.remove(unwanted);
        }
        return whole;
    }
}
