package io.dropbatch.monitor.adapter.azurebatch;

import com.microsoft.azure.Page;
import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.JobListPreparationAndReleaseTaskStatusNextOptions;
import com.microsoft.azure.batch.protocol.models.JobPreparationAndReleaseTaskExecutionInformation;
import com.microsoft.azure.batch.protocol.models.JobPreparationTaskExecutionInformation;
import com.microsoft.azure.batch.protocol.models.JobPreparationTaskState;
import com.microsoft.azure.batch.protocol.models.TaskExecutionResult;
import io.dropbatch.model.id.JobId;
import io.dropbatch.monitor.domain.failure.NodePreparation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the state of the job preparation task on each node, and its standard error. */
final class PreparationReader {

    private static final int MOST_OUTPUT = 1 << 20;
    private static final int TAIL = 4000;

    private final BatchServiceClient client;

    PreparationReader(BatchServiceClient client) {
        this.client = client;
    }

    List<NodePreparation> of(JobId job) {
        List<NodePreparation> all = new ArrayList<>();
        Optional<Page<JobPreparationAndReleaseTaskExecutionInformation>> page =
                BatchRefusals.unlessMissing(() -> client.jobs()
                        .listPreparationAndReleaseTaskStatusAsync(job.value())
                        .toBlocking()
                        .first());
        while (page.isPresent()) {
            page.get().items().forEach(node -> add(all, node));
            String link = page.get().nextPageLink();
            page = link == null || link.isEmpty() ? Optional.empty() : BatchRefusals.unlessMissing(() -> next(link));
        }
        return all;
    }

    Optional<byte[]> errorOutput(NodePreparation preparation) {
        if (preparation.folder() == null) {
            return Optional.empty();
        }
        String path = preparation.folder() + "/stderr.txt";
        return BatchRefusals.unlessMissing(() -> tail(preparation.pool(), preparation.node(), path));
    }

    private Page<JobPreparationAndReleaseTaskExecutionInformation> next(String link) {
        return client.jobs()
                .listPreparationAndReleaseTaskStatusNextAsync(
                        link, new JobListPreparationAndReleaseTaskStatusNextOptions())
                .toBlocking()
                .first();
    }

    private byte[] tail(String pool, String node, String path) {
        try (InputStream in = client.files().getFromComputeNode(pool, node, path)) {
            byte[] bytes = in.readNBytes(MOST_OUTPUT);
            return Arrays.copyOfRange(bytes, Math.max(0, bytes.length - TAIL), bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(List<NodePreparation> all, JobPreparationAndReleaseTaskExecutionInformation node) {
        @Nullable JobPreparationTaskExecutionInformation run = node.jobPreparationTaskExecutionInfo();
        if (run != null) {
            all.add(new NodePreparation(
                    String.valueOf(node.poolId()),
                    String.valueOf(node.nodeId()),
                    stateOf(run),
                    run.exitCode(),
                    run.taskRootDirectory(),
                    SdkTranslation.trouble(run.failureInfo())));
        }
    }

    private static NodePreparation.State stateOf(JobPreparationTaskExecutionInformation run) {
        if (run.state() != JobPreparationTaskState.COMPLETED) {
            return NodePreparation.State.RUNNING;
        }
        boolean failed = run.result() == TaskExecutionResult.FAILURE
                || run.failureInfo() != null
                || (run.exitCode() != null && run.exitCode() != 0);
        return failed ? NodePreparation.State.FAILED : NodePreparation.State.SUCCEEDED;
    }
}
