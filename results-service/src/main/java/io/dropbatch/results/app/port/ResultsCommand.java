package io.dropbatch.results.app.port;

import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.ScheduledCommand;
import io.dropbatch.model.id.EventId;
import io.dropbatch.model.id.JobId;
import io.dropbatch.results.domain.TaskBlock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The commands that results-service sends to itself. */
public sealed interface ResultsCommand extends ScheduledCommand {

    /** Verifies a large level, or one of files with outcomes of their own, in a message of its own: others need not wait. */
    record VerifyLargeLevel(LevelCompleted level) implements ResultsCommand {

        @Override
        public String key() {
            return level.job() + ":" + level.level();
        }
    }

    /** Reads the markers of a block of tasks before their level is over. */
    record ReadMarkers(TaskBlock block) implements ResultsCommand {

        @Override
        public String key() {
            return block.job() + ":" + block.level() + ":" + block.number();
        }
    }

    /** Begins the next attempt at a drop that failed. */
    record BeginAttempt(JobId job) implements ResultsCommand {

        @Override
        public String key() {
            return job.value();
        }
    }

    /** Cancels the files of a job that have no outcome yet. */
    record CancelFiles(JobId job) implements ResultsCommand {

        @Override
        public String key() {
            return job.value();
        }
    }

    /**
     * Posts the outcome of a file that could not be posted at once.
     *
     * @param index of the file's task
     * @param tries how often it was tried before
     */
    record TellFile(
            JobId job, int index, int tries, @Nullable Instant notBefore) implements ResultsCommand {

        @Override
        public String key() {
            return job + ":" + index + ":" + tries;
        }
    }

    /**
     * Passes an output's announcement on to those who do not listen to the bus.
     *
     * @param event as it was announced
     * @param tries how often it was tried before
     */
    record PublishOutcome(
            EventId id, String event, int tries, @Nullable Instant notBefore) implements ResultsCommand {

        @Override
        public String key() {
            return id + ":" + tries;
        }
    }

    /**
     * Posts an outcome that could not be posted at once.
     *
     * @param tries how often it was tried before
     */
    record TellOutcome(JobId job, int tries, @Nullable Instant notBefore) implements ResultsCommand {

        @Override
        public String key() {
            return job + ":" + tries;
        }
    }
}
