package io.dropbatch.scheduler.adapter.store;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.scheduler.app.port.PlanReader;
import io.dropbatch.store.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Plans in the system container. */
public final class BlobPlanReader implements PlanReader {

    private static final ObjectReader TASKS = ModelJson.mapper().readerFor(PlannedTask.class);

    private final BlobStore system;

    public BlobPlanReader(BlobStore system) {
        this.system = system;
    }

    @Override
    public Optional<Plan> plan(SubmissionId submission) {
        return head(SystemLayout.plan(submission))
                .map(first -> first.hasSplit()
                        ? head(SystemLayout.mapPlan(submission)).orElse(first)
                        : first);
    }

    private Optional<Plan> head(String path) {
        return system.read(path).map(blob -> ModelJson.read(blob.bytes(), Plan.class));
    }

    @Override
    public PlannedTask splitTask(SubmissionId submission) {
        return system.read(SystemLayout.splitTask(submission))
                .map(blob -> ModelJson.read(blob.bytes(), PlannedTask.class))
                .orElseThrow(() -> new IllegalStateException("the task that splits a drop is not there"));
    }

    @Override
    public Stream<PlannedTask> tasks(SubmissionId submission, int slice) {
        InputStream lines = system.open(SystemLayout.planSlice(submission, slice))
                .orElseThrow(() -> new IllegalStateException("slice " + slice + " of a plan is not there"));
        try {
            MappingIterator<PlannedTask> tasks = TASKS.readValues(lines);
            return StreamSupport.stream(Spliterators.spliteratorUnknownSize(tasks, Spliterator.ORDERED), false)
                    .onClose(() -> close(lines));
        } catch (IOException e) {
            close(lines);
            throw new UncheckedIOException("a slice of a plan cannot be read", e);
        }
    }

    private static void close(InputStream lines) {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
