package io.dropbatch.monitor.adapter.azurebatch;

import com.microsoft.azure.Page;
import com.microsoft.azure.batch.protocol.Tasks;
import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.ComputeNodeInformation;
import com.microsoft.azure.batch.protocol.models.TaskExecutionInformation;
import com.microsoft.azure.batch.protocol.models.TaskExecutionResult;
import com.microsoft.azure.batch.protocol.models.TaskListNextOptions;
import com.microsoft.azure.batch.protocol.models.TaskListOptions;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.monitor.domain.failure.EndedTask;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lists completed tasks page by page; the SDK's own list keeps all pages in memory.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/odata-filters-in-batch">Filters</a>
 */
final class EndedTasks {

    private static final String SELECT = "id,state,stateTransitionTime,executionInfo,nodeInfo";
    private static final int PAGE = 1000;

    private final Tasks tasks;

    EndedTasks(Tasks tasks) {
        this.tasks = tasks;
    }

    boolean list(JobId job, String idPrefix, Instant since, Consumer<EndedTask> each) {
        Optional<Page<CloudTask>> page = BatchRefusals.unlessMissing(() -> first(job, filter(idPrefix, since)));
        if (page.isEmpty()) {
            return false;
        }
        while (page.isPresent()) {
            page.get().items().forEach(task -> pass(task, each));
            String link = page.get().nextPageLink();
            page = link == null || link.isEmpty() ? Optional.empty() : BatchRefusals.unlessMissing(() -> next(link));
        }
        return true;
    }

    /** Whether a task runs or has ended: one entry is enough. */
    boolean hasStarted(JobId job, String idPrefix) {
        String filter = "startswith(id,'" + idPrefix + "') and (state eq 'running' or state eq 'completed')";
        TaskListOptions options =
                new TaskListOptions().withFilter(filter).withSelect("id").withMaxResults(1);
        return BatchRefusals.unlessMissing(
                        () -> tasks.listAsync(job.value(), options).toBlocking().first())
                .filter(page -> !page.items().isEmpty())
                .isPresent();
    }

    static String filter(String idPrefix, Instant since) {
        String completed = "startswith(id,'" + idPrefix + "') and state eq 'completed'";
        return since.isAfter(Instant.EPOCH)
                ? completed + " and stateTransitionTime gt DateTime'" + since + "'"
                : completed;
    }

    private Page<CloudTask> first(JobId job, String filter) {
        TaskListOptions options =
                new TaskListOptions().withFilter(filter).withSelect(SELECT).withMaxResults(PAGE);
        return tasks.listAsync(job.value(), options).toBlocking().first();
    }

    private Page<CloudTask> next(String link) {
        return tasks.listNextAsync(link, new TaskListNextOptions()).toBlocking().first();
    }

    private static void pass(CloudTask task, Consumer<EndedTask> each) {
        if (task.id() != null && TaskId.isLegal(task.id()) && task.executionInfo() != null) {
            each.accept(translate(task, task.executionInfo()));
        }
    }

    private static EndedTask translate(CloudTask task, TaskExecutionInformation run) {
        @Nullable ComputeNodeInformation node = task.nodeInfo();
        return new EndedTask(
                new TaskId(task.id()),
                succeeded(run),
                run.exitCode(),
                node == null ? null : node.nodeId(),
                SdkTranslation.instant(run.startTime()),
                SdkTranslation.instant(run.endTime()),
                run.retryCount(),
                run.requeueCount(),
                SdkTranslation.instantOrEpoch(task.stateTransitionTime()),
                SdkTranslation.trouble(run.failureInfo()));
    }

    private static boolean succeeded(TaskExecutionInformation run) {
        if (run.result() != null) {
            return run.result() == TaskExecutionResult.SUCCESS;
        }
        return run.failureInfo() == null && Integer.valueOf(0).equals(run.exitCode());
    }
}
