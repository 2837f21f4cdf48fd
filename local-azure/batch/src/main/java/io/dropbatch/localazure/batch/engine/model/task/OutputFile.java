package io.dropbatch.localazure.batch.engine.model.task;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.RequestDocument;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Files to upload from a task's directory after its command ended. */
public record OutputFile(String pattern, URI container, String path, Map<String, String> headers, Condition condition) {

    public OutputFile {
        headers = Map.copyOf(headers);
    }

    static OutputFile read(RequestDocument document) {
        RequestDocument destination =
                document.object("destination").orElseThrow(() -> BatchError.missing("destination"));
        RequestDocument container =
                destination.object("container").orElseThrow(() -> BatchError.missing("destination.container"));
        container.refuse("identityReference");
        RequestDocument options =
                document.object("uploadOptions").orElseThrow(() -> BatchError.missing("uploadOptions"));
        return new OutputFile(
                document.text("filePattern"),
                ResourceAddresses.read(container, "containerUrl"),
                container.text("path", ""),
                headers(container),
                options.choice("uploadCondition", Condition.class, Condition.TASK_COMPLETION));
    }

    /** Azure accepts only headers that describe the blob. */
    private static Map<String, String> headers(RequestDocument container) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (RequestDocument header : container.list("uploadHeaders")) {
            String name = header.text("name").toLowerCase(Locale.ROOT);
            if (!name.matches(
                    "x-ms-blob-(cache-control|content-(type|encoding|language|disposition))|x-ms-meta-[a-z0-9_]+")) {
                throw header.invalid("name", "Only headers that describe the blob are allowed.");
            }
            headers.put(name, header.text("value", ""));
        }
        return headers;
    }

    /** The result of a run after which a file is uploaded. */
    public enum Condition {
        TASK_SUCCESS,
        TASK_FAILURE,
        TASK_COMPLETION;

        public boolean holds(boolean success) {
            return switch (this) {
                case TASK_SUCCESS -> success;
                case TASK_FAILURE -> !success;
                case TASK_COMPLETION -> true;
            };
        }
    }
}
