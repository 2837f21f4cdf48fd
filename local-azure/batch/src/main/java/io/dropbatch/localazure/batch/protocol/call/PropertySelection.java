package io.dropbatch.localazure.batch.protocol.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The properties that a caller selects. */
public record PropertySelection(Set<String> names) {

    public static PropertySelection of(ApiCall call) {
        String text = call.query().get("$select");
        if (text == null || text.isBlank()) {
            return new PropertySelection(Set.of());
        }
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : text.split(",", -1)) {
            names.add(name.strip());
        }
        return new PropertySelection(names);
    }

    public boolean everything() {
        return names.isEmpty();
    }

    public boolean wants(String name) {
        return names.isEmpty() || names.contains(name);
    }

    public ObjectNode from(ObjectNode whole) {
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
