package io.dropbatch.results.app.files;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.results.app.port.AcceptedPlans;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Remembers the files of the few jobs whose tasks end at the moment: a plan never changes. */
public final class PlannedFiles {

    private static final int REMEMBERED = 8;

    /** The files of a job in the order of its tasks. */
    record PlannedJob(Plan plan, List<DropTrigger> files) {

        /** @param task its index, from 1 */
        DropTrigger file(int task) {
            return files.get(task - 1);
        }
    }

    private final AcceptedPlans plans;
    private final Map<SubmissionId, PlannedJob> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SubmissionId, PlannedJob> eldest) {
            return size() > REMEMBERED;
        }
    };

    public PlannedFiles(AcceptedPlans plans) {
        this.plans = plans;
    }

    /** The files of a rolling job; empty for any other submission. */
    Optional<PlannedJob> find(SubmissionId submission) {
        if (!submission.isRolling()) {
            return Optional.empty();
        }
        synchronized (known) {
            @Nullable PlannedJob before = known.get(submission);
            if (before != null) {
                return Optional.of(before);
            }
        }
        Optional<PlannedJob> read = plans.find(submission).map(written -> read(written.plan()));
        synchronized (known) {
            read.ifPresent(job -> known.put(submission, job));
        }
        return read;
    }

    private PlannedJob read(Plan plan) {
        List<DropTrigger> files = new ArrayList<>(plan.mapTasks());
        try (Stream<PlannedTask> tasks = plans.tasks(plan)) {
            tasks.forEach(task -> files.add(Objects.requireNonNull(task.file(), "a task of no file")));
        }
        return new PlannedJob(plan, files);
    }
}
