package io.dropbatch.localazure.batch.engine.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.Document;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.account.UpdateCondition;
import io.dropbatch.localazure.batch.engine.account.UsageArchive;
import io.dropbatch.localazure.batch.engine.id.JobId;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.id.TaskId;
import io.dropbatch.localazure.batch.engine.model.task.TaskSpec;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.util.List;

/** What users do with tasks that there are. */
public final class TaskService {

    private final Account account;
    private final AccountStore store;
    private final StateTransitions transitions;
    private final TaskLifecycle tasks;
    private final UsageArchive archive;

    public TaskService(
            Account account,
            AccountStore store,
            StateTransitions transitions,
            TaskLifecycle tasks,
            UsageArchive archive) {
        this.account = account;
        this.store = store;
        this.transitions = transitions;
        this.tasks = tasks;
        this.archive = archive;
    }

    public Task get(JobId jobId, TaskId id) {
        Task task = account.job(jobId).tasks().get(id);
        if (task == null) {
            throw BatchError.of(ErrorCode.TaskNotFound);
        }
        return task;
    }

    public Task terminate(JobId jobId, TaskId id, UpdateCondition condition) {
        return account.change(() -> {
            Task task = checked(jobId, id, condition);
            if (task.state() == TaskState.COMPLETED) {
                throw BatchError.of(ErrorCode.TaskCompleted);
            }
            tasks.end(task);
            return task;
        });
    }

    /** Runs a failed task again, as if for the first time. */
    public Task reactivate(JobId jobId, TaskId id, UpdateCondition condition) {
        return account.change(() -> {
            Task task = checked(jobId, id, condition);
            if (task.state() != TaskState.COMPLETED) {
                throw BatchError.of(ErrorCode.OperationInvalidForCurrentState);
            }
            if (task.status().succeeded()) {
                throw BatchError.of(ErrorCode.TaskCompleted);
            }
            task.job().requireOpen();
            transitions.keepSatisfied(task);
            transitions.move(task, task.status().reactivated(account.now()));
            return task;
        });
    }

    /** Replaces a task's constraints, the only part of a task that can change. */
    public Task update(JobId jobId, TaskId id, Document request, UpdateCondition condition) {
        return account.change(() -> {
            Task task = checked(jobId, id, condition);
            ObjectNode source = Json.stored(task.source());
            source.remove("constraints");
            request.object("constraints").ifPresent(constraints -> source.set("constraints", constraints.tree()));
            TaskSpec.read(Document.of(source), task.job().spec().maxTaskRetryCount());
            task.respecify(Json.bytes(source), account.now());
            store.respecify(task);
            return task;
        });
    }

    public void delete(JobId jobId, TaskId id, UpdateCondition condition) {
        account.change(() -> {
            Task task = checked(jobId, id, condition);
            List<NodeRef> places = task.places();
            if (task.state() != TaskState.COMPLETED) {
                tasks.end(task);
            }
            transitions.keepSatisfied(task);
            transitions.remove(task);
            archive.remove(task);
            tasks.deleted(task, places);
            return id;
        });
    }

    private Task checked(JobId jobId, TaskId id, UpdateCondition condition) {
        Task task = get(jobId, id);
        condition.check(task.modified());
        return task;
    }
}
