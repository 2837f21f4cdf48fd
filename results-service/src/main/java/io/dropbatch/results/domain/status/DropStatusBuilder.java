package io.dropbatch.results.domain.status;

import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCause;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.Progress;
import io.dropbatch.model.result.DropStatus.State;
import io.dropbatch.model.result.QueuePlace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a status together from what every status has and what only some have. */
final class DropStatusBuilder {

    private final StatusStory story;
    private final State state;
    private final String message;
    private @Nullable JobId job;
    private @Nullable Progress progress;
    private List<String> missing = List.of();
    private int missingCount;
    private @Nullable String manifest;
    private @Nullable Failure failure;
    private @Nullable Integer missingTasks;
    private List<FailureCause> causes = List.of();
    private @Nullable QueuePlace queue;
    private LateInputs late = LateInputs.NONE;

    DropStatusBuilder(StatusStory story, State state, String message) {
        this.story = story;
        this.state = state;
        this.message = message;
    }

    DropStatusBuilder job(JobId value) {
        job = value;
        return this;
    }

    DropStatusBuilder progress(@Nullable Progress value) {
        progress = value;
        return this;
    }

    /** @param names of some of them */
    DropStatusBuilder missing(List<String> names, int count) {
        missing = names;
        missingCount = count;
        return this;
    }

    DropStatusBuilder manifest(@Nullable String value) {
        manifest = value;
        return this;
    }

    DropStatusBuilder failure(Failure value) {
        failure = value;
        return this;
    }

    DropStatusBuilder causes(List<FailureCause> value) {
        causes = value;
        return this;
    }

    DropStatusBuilder missingTasks(int value) {
        missingTasks = value;
        return this;
    }

    DropStatusBuilder queue(QueuePlace value) {
        queue = value;
        return this;
    }

    DropStatusBuilder late(LateInputs value) {
        late = value;
        return this;
    }

    DropStatus build() {
        return new DropStatus(
                DropStatus.SCHEMA,
                story.submission(),
                story.workload(),
                state,
                message + lateWords(),
                story.now(),
                story.trigger().uploadedAt(),
                job,
                progress,
                missing,
                missingCount,
                manifest,
                failure,
                missingTasks,
                causes,
                List.of(),
                IgnoredFiles.NONE,
                late,
                queue,
                null,
                null,
                null,
                null,
                null);
    }

    private String lateWords() {
        return switch (late.count()) {
            case 0 -> "";
            case 1 -> " Left out, since it came too late: " + late.paths().getFirst() + ".";
            default -> " Left out, since they came too late: " + late.count() + " files (lateInputs).";
        };
    }
}
