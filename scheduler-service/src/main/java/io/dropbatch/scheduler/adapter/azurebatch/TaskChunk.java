package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.Tasks;
import com.microsoft.azure.batch.protocol.models.TaskAddCollectionResult;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import com.microsoft.azure.batch.protocol.models.TaskAddResult;
import com.microsoft.azure.batch.protocol.models.TaskAddStatus;
import io.dropbatch.batch.BatchErrorCode;
import io.dropbatch.batch.BatchRefusal;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tasks of one request, sent until Batch has confirmed each of them, split when they are too large together. */
final class TaskChunk {

    private final Tasks batch;
    private final String job;
    private final BatchRetryPolicy batchRetryPolicy;
    private final Map<String, TaskAddParameter> unconfirmed = new LinkedHashMap<>();

    TaskChunk(Tasks batch, String job, BatchRetryPolicy batchRetryPolicy, List<TaskAddParameter> tasks) {
        this.batch = batch;
        this.job = job;
        this.batchRetryPolicy = batchRetryPolicy;
        tasks.forEach(task -> unconfirmed.put(task.id(), task));
    }

    BatchAnswer send() throws InterruptedException {
        Duration waited = Duration.ZERO;
        for (int failures = 1; ; failures++) {
            int before = unconfirmed.size();
            BatchAnswer answer = sendOnce();
            if (!(answer instanceof BatchAnswer.NotNow notNow)) {
                return answer;
            }
            boolean progress = unconfirmed.size() < before;
            failures = progress ? 1 : failures;
            Duration pause = batchRetryPolicy.pause(failures, notNow.pause());
            waited = waited.plus(pause);
            if (waited.compareTo(batchRetryPolicy.longest()) > 0) {
                return answer;
            }
            Thread.sleep(pause);
        }
    }

    private BatchAnswer sendOnce() throws InterruptedException {
        try {
            return read(batch.addCollection(job, List.copyOf(unconfirmed.values())));
        } catch (RuntimeException e) {
            BatchRefusal refusal = BatchRefusal.of(e);
            return refusal instanceof BatchRefusal.Rejected rejected
                            && rejected.response().isTooLarge()
                    ? sendHalves()
                    : RefusalAnswers.answer(refusal);
        }
    }

    private BatchAnswer read(@Nullable TaskAddCollectionResult result) {
        if (result == null || result.value() == null) {
            return unanswered();
        }
        Optional<TaskAddResult> refused = Optional.empty();
        for (TaskAddResult task : result.value()) {
            if (isThere(task)) {
                unconfirmed.remove(task.taskId());
            } else if (task.status() == TaskAddStatus.CLIENT_ERROR) {
                refused = Optional.of(task);
            }
        }
        if (refused.isPresent()) {
            return new BatchAnswer.Never(
                    RefusalAnswers.failure(refused.get().taskId(), refused.get().error()));
        }
        return unconfirmed.isEmpty() ? BatchAnswer.done() : unanswered();
    }

    private static boolean isThere(TaskAddResult task) {
        return task.status() == TaskAddStatus.SUCCESS
                || (task.error() != null && BatchErrorCode.of(task.error().code()) == BatchErrorCode.TASK_EXISTS);
    }

    private BatchAnswer unanswered() {
        Failure reason = Failure.of(
                FailureCode.PLATFORM,
                "Batch did not confirm " + unconfirmed.size() + " of the tasks that it was given");
        return new BatchAnswer.NotNow(reason, Duration.ZERO);
    }

    private BatchAnswer sendHalves() throws InterruptedException {
        List<TaskAddParameter> tasks = List.copyOf(unconfirmed.values());
        if (tasks.size() == 1) {
            return new BatchAnswer.Never(Failure.of(
                    FailureCode.INVALID_WORKLOAD,
                    "task " + tasks.getFirst().id() + " is larger than Batch takes: give it fewer inputs or a shorter"
                            + " environment"));
        }
        int middle = tasks.size() / 2;
        BatchAnswer first = new TaskChunk(batch, job, batchRetryPolicy, tasks.subList(0, middle)).send();
        return first instanceof BatchAnswer.Done
                ? new TaskChunk(batch, job, batchRetryPolicy, tasks.subList(middle, tasks.size())).send()
                : first;
    }
}
