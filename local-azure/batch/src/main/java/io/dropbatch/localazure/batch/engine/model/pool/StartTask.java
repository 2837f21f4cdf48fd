package io.dropbatch.localazure.batch.engine.model.pool;

import io.dropbatch.localazure.batch.document.Document;
import io.dropbatch.localazure.batch.engine.model.task.TaskSpec;
import org.jspecify.annotations.Nullable;

/** What a node runs each time it boots, before it takes tasks. */
public record StartTask(TaskSpec spec, boolean waitForSuccess) {

    static @Nullable StartTask read(Document pool) {
        Document document = pool.object("startTask").orElse(null);
        return document == null ? null : new StartTask(TaskSpec.start(document), document.flag("waitForSuccess", true));
    }
}
