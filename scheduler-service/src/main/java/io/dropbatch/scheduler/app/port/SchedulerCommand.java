package io.dropbatch.scheduler.app.port;

import io.dropbatch.model.event.ScheduledCommand;
import io.dropbatch.model.id.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The commands that scheduler-service sends to itself. */
public sealed interface SchedulerCommand extends ScheduledCommand {

    /**
     * Hands a slice of a job's tasks to Batch.
     *
     * @param opening whether a retry begins with this level, having taken over those below: then no level was verified before
     * @param key new for each try
     */
    record HandOverSlice(
            JobId job,
            int level,
            int slice,
            boolean opening,
            String key,
            @Nullable Instant notBefore) implements SchedulerCommand {}
}
