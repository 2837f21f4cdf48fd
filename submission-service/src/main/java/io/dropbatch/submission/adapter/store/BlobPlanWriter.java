package io.dropbatch.submission.adapter.store;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.planning.plan.PlanWriter;
import io.dropbatch.store.BlobStore;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Plans in the system container. */
public final class BlobPlanWriter implements PlanWriter {

    private final BlobStore blobs;

    public BlobPlanWriter(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public Optional<Plan> find(SubmissionId submission) {
        return head(pathOf(submission));
    }

    @Override
    public Optional<Plan> findMap(SubmissionId submission) {
        return head(SystemLayout.mapPlan(submission));
    }

    private Optional<Plan> head(String path) {
        return blobs.read(path).map(content -> ModelJson.read(content.bytes(), Plan.class));
    }

    @Override
    public void writeSplitTask(SubmissionId submission, PlannedTask task) {
        blobs.write(SystemLayout.splitTask(submission), ModelJson.write(task), "application/jsonl");
    }

    @Override
    public void writeSlice(SubmissionId submission, int slice, List<PlannedTask> tasks) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (PlannedTask task : tasks) {
            lines.writeBytes(ModelJson.write(task));
            lines.write('\n');
        }
        blobs.write(SystemLayout.planSlice(submission, slice), lines.toByteArray(), "application/jsonl");
    }

    @Override
    public void writeSharedList(SubmissionId submission, String lines) {
        byte[] content = lines.getBytes(StandardCharsets.UTF_8);
        blobs.write(SystemLayout.sharedList(submission), content, "text/plain; charset=utf-8");
    }

    @Override
    public Plan commit(Plan plan) {
        String path = plan.split() == null ? pathOf(plan.submission()) : SystemLayout.mapPlan(plan.submission());
        boolean first = blobs.writeIfAbsent(path, ModelJson.write(plan), "application/json")
                .isPresent();
        return first ? plan : head(path).orElse(plan);
    }

    @Override
    public String pathOf(SubmissionId submission) {
        return SystemLayout.plan(submission);
    }
}
