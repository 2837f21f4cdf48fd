package io.dropbatch.monitor.adapter.azurebatch;

import com.microsoft.azure.Page;
import com.microsoft.azure.batch.protocol.Tasks;
import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.ComputeNodeInformation;
import com.microsoft.azure.batch.protocol.models.TaskExecutionInformation;
import com.microsoft.azure.batch.protocol.models.TaskExecutionResult;
import com.microsoft.azure.batch.protocol.models.TaskListNextOptions;
import com.microsoft.azure.batch.protocol.models.TaskListOptions;
import com.microsoft.azure.batch.protocol.models.TaskState;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.monitor.domain.LevelActivity;
import io.dropbatch.monitor.domain.failure.BatchProblem;
import io.dropbatch.monitor.domain.failure.EndedTask;
import java.time.Instant;
import java.util.Objects;
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

    /**
     * How far the tasks are: one entry is enough, unless it is a task that was ended before it ran, behind which others
     * may run.
     */
    LevelActivity activity(JobId job, String idPrefix) {
        String ofLevel = "startswith(id,'" + idPrefix + "') and ";
        Optional<CloudTask> one = any(job, ofLevel + "(state eq 'running' or state eq 'completed')");
        if (one.isEmpty()) {
            return LevelActivity.NOTHING;
        }
        boolean begun =
                hasBegun(one.get()) || any(job, ofLevel + "state eq 'running'").isPresent();
        return begun ? LevelActivity.STARTED : LevelActivity.ENDED;
    }

    private Optional<CloudTask> any(JobId job, String filter) {
        TaskListOptions options = new TaskListOptions()
                .withFilter(filter)
                .withSelect("id,state,executionInfo")
                .withMaxResults(1);
        return BatchRefusals.unlessMissing(
                        () -> tasks.listAsync(job.value(), options).toBlocking().first())
                .flatMap(page -> page.items().stream().findFirst());
    }

    private static boolean hasBegun(CloudTask task) {
        return task.state() == TaskState.RUNNING
                || (task.executionInfo() != null && task.executionInfo().startTime() != null);
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
        if (task.id() != null && TaskId.isLegal(task.id())) {
            each.accept(translate(
                    task, Objects.requireNonNullElseGet(task.executionInfo(), TaskExecutionInformation::new)));
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
                trouble(run));
    }

    /** Azure does not say what it tells of a task that was ended before it ran, so it may be nothing at all. */
    private static @Nullable BatchProblem trouble(TaskExecutionInformation run) {
        boolean unexplained = run.startTime() == null && run.exitCode() == null && run.failureInfo() == null;
        return unexplained && !succeeded(run)
                ? BatchProblem.of(FailureCode.CANCELLED, "", "")
                : SdkTranslation.trouble(run.failureInfo());
    }

    private static boolean succeeded(TaskExecutionInformation run) {
        if (run.result() != null) {
            return run.result() == TaskExecutionResult.SUCCESS;
        }
        return run.failureInfo() == null && Integer.valueOf(0).equals(run.exitCode());
    }
}
