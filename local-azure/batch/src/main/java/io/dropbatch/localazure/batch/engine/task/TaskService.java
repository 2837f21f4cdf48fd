package io.dropbatch.localazure.batch.engine.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.account.UpdateCondition;
import io.dropbatch.localazure.batch.engine.account.UsageArchive;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.model.task.TaskDefinition;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.util.List;

/** The operations of users on existing tasks. */
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

    public Task get(BatchJobId batchJobId, BatchTaskId id) {
        Task task = account.job(batchJobId).tasks().get(id);
        if (task == null) {
            throw BatchError.of(ErrorCode.TaskNotFound);
        }
        return task;
    }

    public Task terminate(BatchJobId batchJobId, BatchTaskId id, UpdateCondition condition) {
        return account.change(() -> {
            Task task = checked(batchJobId, id, condition);
            if (task.state() == TaskState.COMPLETED) {
                throw BatchError.of(ErrorCode.TaskCompleted);
            }
            tasks.end(task);
            return task;
        });
    }

    /** Runs a failed task again from its initial state. */
    public Task reactivate(BatchJobId batchJobId, BatchTaskId id, UpdateCondition condition) {
        return account.change(() -> {
            Task task = checked(batchJobId, id, condition);
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
    public Task update(BatchJobId batchJobId, BatchTaskId id, RequestDocument request, UpdateCondition condition) {
        return account.change(() -> {
            Task task = checked(batchJobId, id, condition);
            ObjectNode source = JsonTrees.stored(task.source());
            source.remove("constraints");
            request.object("constraints").ifPresent(constraints -> source.set("constraints", constraints.tree()));
            TaskDefinition.read(
                    RequestDocument.of(source), task.job().spec().constraints().maxTaskRetryCount());
            task.respecify(JsonTrees.bytes(source), account.now());
            store.respecify(task);
            return task;
        });
    }

    public void delete(BatchJobId batchJobId, BatchTaskId id, UpdateCondition condition) {
        account.change(() -> {
            Task task = checked(batchJobId, id, condition);
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

    private Task checked(BatchJobId batchJobId, BatchTaskId id, UpdateCondition condition) {
        Task task = get(batchJobId, id);
        condition.check(task.modified());
        return task;
    }
}
