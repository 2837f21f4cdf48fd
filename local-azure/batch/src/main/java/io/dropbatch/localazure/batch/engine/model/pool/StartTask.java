package io.dropbatch.localazure.batch.engine.model.pool;

import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.model.task.TaskDefinition;
import org.jspecify.annotations.Nullable;

/** The task that a node runs each time it boots, before it takes tasks. */
public record StartTask(TaskDefinition spec, boolean waitForSuccess) {

    static @Nullable StartTask read(RequestDocument pool) {
        RequestDocument document = pool.object("startTask").orElse(null);
        return document == null
                ? null
                : new StartTask(TaskDefinition.start(document), document.flag("waitForSuccess", true));
    }
}
