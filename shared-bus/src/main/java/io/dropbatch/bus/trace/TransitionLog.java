package io.dropbatch.bus.trace;

import io.dropbatch.model.event.CancelLocated;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.JobCancelled;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobPaused;
import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.event.JobQueued;
import io.dropbatch.model.event.JobQuoted;
import io.dropbatch.model.event.JobResumed;
import io.dropbatch.model.event.JobRetried;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.JobStarted;
import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputPartial;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.TaskCancelled;
import io.dropbatch.model.event.TaskCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.FailureCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes one line for each transition of a drop, with the same keys in every service. */
final class TransitionLog {

    private static final Logger LOG = LoggerFactory.getLogger(TransitionLog.class);

    private TransitionLog() {}

    /** A job may have very many tasks, and reports of progress are no transitions: neither is written by default. */
    static void write(DomainEvent event) {
        LoggingEventBuilder line = LOG.atLevel(EventSpans.isSpan(event) ? Level.INFO : Level.DEBUG)
                .addKeyValue("event", event.type().shortName())
                .addKeyValue("submission", event.submission())
                .addKeyValue("workload", event.workload());
        @Nullable FailureCode code = EventSpans.codeOf(event);
        line = with(line, "jobId", jobOf(event));
        line = with(line, "level", levelOf(event));
        line = with(line, "taskId", taskOf(event));
        line = with(line, "reason", code == null ? null : code.value());
        line.log("announced");
    }

    private static LoggingEventBuilder with(LoggingEventBuilder line, String key, @Nullable Object value) {
        return value == null ? line : line.addKeyValue(key, value);
    }

    private static @Nullable JobId jobOf(DomainEvent event) {
        return switch (event) {
            case JobQuoted quoted -> quoted.job();
            case JobQueued queued -> queued.job();
            case JobScheduled scheduled -> scheduled.job();
            case JobStarted started -> started.job();
            case JobProgressed progressed -> progressed.job();
            case JobStuck stuck -> stuck.job();
            case JobClosed closed -> closed.job();
            case JobCancelled cancelled -> cancelled.job();
            case JobRetried retried -> retried.job();
            case JobPaused paused -> paused.job();
            case JobResumed resumed -> resumed.job();
            case LevelCompleted completed -> completed.job();
            case LevelVerified verified -> verified.job();
            case TaskCompleted task -> task.job();
            case TaskCancelled cancelled -> cancelled.job();
            case CancelLocated located -> located.job();
            case OutputReady ready -> ready.job();
            case OutputPartial partial -> partial.job();
            case OutputFailed failed -> failed.job();
            default -> null;
        };
    }

    private static @Nullable TaskId taskOf(DomainEvent event) {
        return switch (event) {
            case TaskCompleted completed -> completed.task();
            case TaskCancelled cancelled -> cancelled.task();
            case CancelLocated located -> located.task();
            default -> null;
        };
    }

    private static @Nullable Integer levelOf(DomainEvent event) {
        return switch (event) {
            case JobScheduled scheduled -> scheduled.level();
            case JobStarted started -> started.level();
            case LevelCompleted completed -> completed.level();
            case LevelVerified verified -> verified.level();
            default -> null;
        };
    }
}
