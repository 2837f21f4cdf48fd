package io.dropbatch.localazure.batch.engine.task;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.fault.FaultOccasion;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.model.job.DependsOn;
import io.dropbatch.localazure.batch.engine.model.job.ExitConditions;
import io.dropbatch.localazure.batch.engine.model.job.JobCommand;
import io.dropbatch.localazure.batch.engine.model.task.TaskDefinition;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.state.ChangeTimes;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.engine.state.TaskRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds the tasks that users send. */
public final class TaskSubmission {

    private final Account account;
    private final AccountStore store;
    private final JobQueue queue;
    private final FaultInjection faults;

    public TaskSubmission(Account account, AccountStore store, JobQueue queue, FaultInjection faults) {
        this.account = account;
        this.store = store;
        this.queue = queue;
        this.faults = faults;
    }

    public Task add(BatchJobId batchJobId, RequestDocument document) {
        Draft draft = draft(account.job(batchJobId), document);
        return account.change(() -> {
            Job job = account.job(batchJobId);
            job.requireOpen();
            Task task = create(job, draft);
            if (job.tasks().containsKey(task.id())) {
                throw BatchError.of(ErrorCode.TaskExists);
            }
            store.add(List.of(task));
            job.add(task);
            queue.look(job);
            return task;
        });
    }

    /** Adds many tasks; each is accepted or refused separately. */
    public List<Added> addAll(BatchJobId batchJobId, List<RequestDocument> documents) {
        Job known = account.job(batchJobId);
        List<Draft> drafts = new ArrayList<>(documents.size());
        for (RequestDocument document : documents) {
            drafts.add(draftOrRefusal(known, document));
        }
        return account.change(() -> {
            Job job = account.job(batchJobId);
            job.requireOpen();
            List<Added> results = new ArrayList<>(drafts.size());
            List<Task> accepted = new ArrayList<>(drafts.size());
            Set<BatchTaskId> seen = new HashSet<>();
            for (Draft draft : drafts) {
                results.add(accept(job, draft, seen, accepted));
            }
            store.add(accepted);
            accepted.forEach(job::add);
            queue.look(job);
            return results;
        });
    }

    private Added accept(Job job, Draft draft, Set<BatchTaskId> seen, List<Task> accepted) {
        if (draft.refusal() != null) {
            return new Added.Refused(draft.name(), draft.refusal());
        }
        if (faults.strikes(FaultInjection.Kind.SERVER_ERROR, FaultOccasion.newTask(job.id(), draft.name()))) {
            return new Added.Refused(draft.name(), BatchError.of(ErrorCode.ServerBusy));
        }
        Task task = create(job, draft);
        if (job.tasks().containsKey(task.id()) || !seen.add(task.id())) {
            return new Added.Refused(draft.name(), BatchError.of(ErrorCode.TaskExists));
        }
        accepted.add(task);
        return new Added.Accepted(task);
    }

    private Task create(Job job, Draft draft) {
        Instant now = account.now();
        return new Task(
                account.nextKey(),
                job,
                new BatchTaskId(draft.name()),
                TaskRequest.sent(draft.requiredSlots(), draft.source()),
                TaskStatus.created(now),
                ChangeTimes.at(now));
    }

    private Draft draftOrRefusal(Job job, RequestDocument document) {
        try {
            return draft(job, document.checked("TaskAddParameter"));
        } catch (BatchError refusal) {
            return new Draft(document.text("id", ""), 1, new byte[0], refusal);
        }
    }

    private Draft draft(Job job, RequestDocument document) {
        BatchTaskId id = new BatchTaskId(document.text("id"));
        TaskDefinition spec =
                TaskDefinition.read(document, job.spec().constraints().maxTaskRetryCount());
        account.settings().resources().require(spec);
        DependsOn.read(document, job.spec());
        ExitConditions.read(document, job.spec());
        JobCommand.refuseNameOf(job.spec().specialTasks().preparation(), id, ErrorCode.TaskIdSameAsJobPreparationTask);
        JobCommand.refuseNameOf(job.spec().specialTasks().release(), id, ErrorCode.TaskIdSameAsJobReleaseTask);
        return new Draft(id.value(), spec.requiredSlots(), JsonTrees.bytes(document.tree()), null);
    }

    /** The result of one task of a collection. */
    public sealed interface Added {

        /** The task was added. */
        record Accepted(Task task) implements Added {}

        /** The task was refused. */
        record Refused(String name, BatchError error) implements Added {}
    }

    @SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
    private record Draft(
            String name,
            int requiredSlots,
            byte[] source,
            @Nullable BatchError refusal) {}
}
