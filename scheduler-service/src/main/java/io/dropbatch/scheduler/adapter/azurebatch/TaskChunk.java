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
import io.dropbatch.scheduler.app.port.Answer;
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
    private final Patience patience;
    private final Map<String, TaskAddParameter> unconfirmed = new LinkedHashMap<>();

    TaskChunk(Tasks batch, String job, Patience patience, List<TaskAddParameter> tasks) {
        this.batch = batch;
        this.job = job;
        this.patience = patience;
        tasks.forEach(task -> unconfirmed.put(task.id(), task));
    }

    Answer send() throws InterruptedException {
        Duration waited = Duration.ZERO;
        for (int failures = 1; ; failures++) {
            int before = unconfirmed.size();
            Answer answer = sendOnce();
            if (!(answer instanceof Answer.NotNow notNow)) {
                return answer;
            }
            boolean progress = unconfirmed.size() < before;
            failures = progress ? 1 : failures;
            Duration pause = patience.pause(failures, notNow.pause());
            waited = waited.plus(pause);
            if (waited.compareTo(patience.longest()) > 0) {
                return answer;
            }
            Thread.sleep(pause);
        }
    }

    private Answer sendOnce() throws InterruptedException {
        try {
            return read(batch.addCollection(job, List.copyOf(unconfirmed.values())));
        } catch (RuntimeException e) {
            BatchRefusal refusal = BatchRefusal.of(e);
            return refusal instanceof BatchRefusal.Rejected rejected
                            && rejected.response().isTooLarge()
                    ? sendHalves()
                    : Refusals.answer(refusal);
        }
    }

    private Answer read(@Nullable TaskAddCollectionResult result) {
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
            return new Answer.Never(
                    Refusals.failure(refused.get().taskId(), refused.get().error()));
        }
        return unconfirmed.isEmpty() ? Answer.done() : unanswered();
    }

    private static boolean isThere(TaskAddResult task) {
        return task.status() == TaskAddStatus.SUCCESS
                || (task.error() != null && BatchErrorCode.of(task.error().code()) == BatchErrorCode.TASK_EXISTS);
    }

    private Answer unanswered() {
        Failure reason = Failure.of(
                FailureCode.PLATFORM,
                "Batch did not confirm " + unconfirmed.size() + " of the tasks that it was given");
        return new Answer.NotNow(reason, Duration.ZERO);
    }

    private Answer sendHalves() throws InterruptedException {
        List<TaskAddParameter> tasks = List.copyOf(unconfirmed.values());
        if (tasks.size() == 1) {
            return new Answer.Never(Failure.of(
                    FailureCode.INVALID_WORKLOAD,
                    "task " + tasks.getFirst().id() + " is larger than Batch takes: give it fewer inputs or a shorter"
                            + " environment"));
        }
        int middle = tasks.size() / 2;
        Answer first = new TaskChunk(batch, job, patience, tasks.subList(0, middle)).send();
        return first instanceof Answer.Done
                ? new TaskChunk(batch, job, patience, tasks.subList(middle, tasks.size())).send()
                : first;
    }
}
