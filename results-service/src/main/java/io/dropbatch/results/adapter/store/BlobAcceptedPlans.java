package io.dropbatch.results.adapter.store;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.store.BlobStore;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads plans from the system container. */
public final class BlobAcceptedPlans implements AcceptedPlans {

    private final BlobStore system;

    public BlobAcceptedPlans(BlobStore system) {
        this.system = system;
    }

    @Override
    public Optional<WrittenPlan> find(SubmissionId submission) {
        return system.read(SystemLayout.plan(submission))
                .map(blob -> new WrittenPlan(
                        newest(ModelJson.read(blob.bytes(), Plan.class)),
                        blob.facts().lastModified()));
    }

    private Plan newest(Plan first) {
        return first.hasSplit()
                ? system.read(SystemLayout.mapPlan(first.submission()))
                        .map(blob -> ModelJson.read(blob.bytes(), Plan.class))
                        .orElse(first)
                : first;
    }

    @Override
    public Stream<PlannedTask> splitTask(Plan plan) {
        return plan.hasSplit()
                ? JsonLines.read(system, SystemLayout.splitTask(plan.submission()), PlannedTask.class)
                : Stream.empty();
    }

    @Override
    public Stream<PlannedTask> tasks(Plan plan) {
        return tasksFrom(plan, 0);
    }

    @Override
    public Stream<PlannedTask> tasksFrom(Plan plan, int first) {
        return IntStream.range(first, plan.slices())
                .boxed()
                .flatMap(slice ->
                        JsonLines.read(system, SystemLayout.planSlice(plan.submission(), slice), PlannedTask.class));
    }
}
