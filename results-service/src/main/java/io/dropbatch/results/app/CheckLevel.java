package io.dropbatch.results.app;

import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.model.result.VerifiedTask.VerifiedOutput;
import io.dropbatch.results.app.inspect.LevelInspection;
import io.dropbatch.results.app.inspect.LevelInspector;
import io.dropbatch.results.app.inspect.RecheckOutputs;
import io.dropbatch.results.app.port.RecordDraft;
import io.dropbatch.results.app.port.VerifiedLevels;
import io.dropbatch.results.domain.OutputRehash;
import io.dropbatch.results.domain.RecheckLimit;
import io.dropbatch.results.domain.RecheckList;
import io.dropbatch.results.domain.TaskVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks every task of a level and, if all are sound, commits the record of their outputs. */
public final class CheckLevel {

    private final LevelInspector inspector;
    private final VerifiedLevels verified;
    private final RecheckOutputs recheck;
    private final RecheckLimit limit;
    private final Runnable betweenRecords;

    /** @param betweenRecords reached when it is recorded what is missing, and not yet what is there */
    public CheckLevel(
            LevelInspector inspector,
            VerifiedLevels verified,
            RecheckOutputs recheck,
            RecheckLimit limit,
            Runnable betweenRecords) {
        this.inspector = inspector;
        this.verified = verified;
        this.recheck = recheck;
        this.limit = limit;
        this.betweenRecords = betweenRecords;
    }

    /** The result of the check. */
    sealed interface Finding {

        /**
         * Every task is accounted for, and every output is there.
         *
         * @param rehashed how many outputs were read again
         * @param lastEnd when the last task ended, if Batch said so
         */
        record Sound(
                int outputs,
                long bytes,
                int rehashed,
                @Nullable Instant lastEnd) implements Finding {}

        record Unsound(Failure failure) implements Finding {}
    }

    /** @param tolerated how many tasks may have failed */
    Finding check(LevelCompleted level, int tolerated) {
        RecheckList again = new RecheckList(limit, level.order().endsRound(level.level()));
        int outputs = 0;
        long bytes = 0;
        int failed = 0;
        try (LevelInspection inspection = inspector.inspect(level);
                RecordDraft<VerifiedTask> draft = verified.draft(level.job(), level.level());
                RecordDraft<TaskRecord> missing = verified.missingDraft(level.job(), level.level())) {
            while (inspection.hasNext()) {
                switch (inspection.next()) {
                    case TaskVerdict.Unsound unsound -> {
                        return new Finding.Unsound(unsound.failure());
                    }
                    case TaskVerdict.Failed task -> {
                        failed++;
                        if (failed > tolerated) {
                            return new Finding.Unsound(task.failure());
                        }
                        missing.add(task.record());
                    }
                    case TaskVerdict.Sound sound -> {
                        draft.add(sound.task());
                        again.add(sound);
                        outputs += sound.task().outputs().size();
                        bytes += bytesOf(sound.task().outputs());
                    }
                }
            }
            Finding.Sound sound = new Finding.Sound(outputs, bytes, again.all().size(), inspection.lastEnd());
            return conclude(sound, again.all(), failed == 0 ? draft::commit : () -> commit(missing, draft));
        }
    }

    /** The record of the outputs comes last: where it is, the level is known to be sound and what it lacks is known. */
    private void commit(RecordDraft<TaskRecord> missing, RecordDraft<VerifiedTask> draft) {
        missing.commit();
        betweenRecords.run();
        draft.commit();
    }

    private Finding conclude(Finding.Sound sound, List<OutputRehash> again, Runnable commit) {
        Optional<Failure> damaged = recheck.objection(again);
        if (damaged.isPresent()) {
            return new Finding.Unsound(damaged.get());
        }
        commit.run();
        return sound;
    }

    private static long bytesOf(List<VerifiedOutput> outputs) {
        return outputs.stream().mapToLong(VerifiedOutput::bytes).sum();
    }
}
