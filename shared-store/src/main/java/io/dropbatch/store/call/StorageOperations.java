package io.dropbatch.store.call;

import io.dropbatch.model.call.ClientCall;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operations of storage that Dropbatch uses, from the method, the kind of resource and the query of a request. A name
 * or a signature in the address never gets into an operation.
 */
final class StorageOperations {

    /** By {@code restype} and {@code comp} of the query, each without the method. */
    private static final Map<String, String> BLOB_RESOURCES = Map.ofEntries(
            Map.entry(":", "blob"),
            Map.entry(":block", "block"),
            Map.entry(":blocklist", "block list"),
            Map.entry(":metadata", "blob metadata"),
            Map.entry(":properties", "blob properties"),
            Map.entry(":tier", "blob tier"),
            Map.entry(":tags", "blob tags"),
            Map.entry(":lease", "blob lease"),
            Map.entry(":batch", "batch"),
            Map.entry(":list", "containers"),
            Map.entry("container:", "container"),
            Map.entry("container:list", "blobs"),
            Map.entry("container:metadata", "container metadata"),
            Map.entry("service:userdelegationkey", "delegation key"),
            Map.entry("service:properties", "service properties"),
            Map.entry("account:properties", "account properties"));

    private StorageOperations() {}

    static String ofBlob(String method, @Nullable String query) {
        String resource = BLOB_RESOURCES.get(parameter(query, "restype=") + ":" + parameter(query, "comp="));
        return resource == null ? ClientCall.OTHER : operation(method, resource);
    }

    /** @param path of the request; its last part tells tables, entities and batches apart */
    static String ofTable(String method, String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (last.equals("$batch")) {
            return operation(method, "batch");
        }
        if (last.startsWith("Tables")) {
            return operation(method, last.equals("Tables") ? "tables" : "table");
        }
        boolean single = last.endsWith(")") && !last.endsWith("()");
        return operation(method, single || !method.equals("GET") ? "entity" : "entities");
    }

    private static String operation(String method, String resource) {
        return switch (method) {
            case "GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "MERGE" -> method + " " + resource;
            default -> ClientCall.OTHER;
        };
    }

    /** The value of a parameter of the query; empty if it has none. */
    private static String parameter(@Nullable String query, String start) {
        if (query == null) {
            return "";
        }
        int from = 0;
        while (from < query.length()) {
            int end = query.indexOf('&', from);
            int until = end < 0 ? query.length() : end;
            if (query.startsWith(start, from)) {
                return query.substring(from + start.length(), until);
            }
            from = until + 1;
        }
        return "";
    }
}
