package io.dropbatch.results.app;

import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.outcome.Failure;
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
import java.util.List;
import java.util.Optional;

/** Checks every task of a level and, if all are sound, commits the record of their outputs. */
public final class CheckLevel {

    private final LevelInspector inspector;
    private final VerifiedLevels verified;
    private final RecheckOutputs recheck;
    private final RecheckLimit limit;

    public CheckLevel(LevelInspector inspector, VerifiedLevels verified, RecheckOutputs recheck, RecheckLimit limit) {
        this.inspector = inspector;
        this.verified = verified;
        this.recheck = recheck;
        this.limit = limit;
    }

    /** The result of the check. */
    sealed interface Finding {

        /** @param rehashed how many outputs were read again */
        record Sound(int outputs, long bytes, int rehashed) implements Finding {}

        record Unsound(Failure failure) implements Finding {}
    }

    Finding check(LevelCompleted level) {
        RecheckList again = new RecheckList(limit, level.level() == level.levels() - 1);
        int outputs = 0;
        long bytes = 0;
        try (LevelInspection inspection = inspector.inspect(level);
                RecordDraft<VerifiedTask> draft = verified.draft(level.job(), level.level())) {
            while (inspection.hasNext()) {
                switch (inspection.next()) {
                    case TaskVerdict.Unsound unsound -> {
                        return new Finding.Unsound(unsound.failure());
                    }
                    case TaskVerdict.Sound sound -> {
                        draft.add(sound.task());
                        again.add(sound);
                        outputs += sound.task().outputs().size();
                        bytes += bytesOf(sound.task().outputs());
                    }
                }
            }
            return conclude(draft, again.all(), outputs, bytes);
        }
    }

    private Finding conclude(RecordDraft<VerifiedTask> draft, List<OutputRehash> again, int outputs, long bytes) {
        Optional<Failure> damaged = recheck.objection(again);
        if (damaged.isPresent()) {
            return new Finding.Unsound(damaged.get());
        }
        draft.commit();
        return new Finding.Sound(outputs, bytes, again.size());
    }

    private static long bytesOf(List<VerifiedOutput> outputs) {
        return outputs.stream().mapToLong(VerifiedOutput::bytes).sum();
    }
}
