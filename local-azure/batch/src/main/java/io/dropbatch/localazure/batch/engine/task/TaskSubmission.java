package io.dropbatch.localazure.batch.engine.task;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.Document;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.fault.Faults;
import io.dropbatch.localazure.batch.engine.fault.Occasion;
import io.dropbatch.localazure.batch.engine.id.JobId;
import io.dropbatch.localazure.batch.engine.id.TaskId;
import io.dropbatch.localazure.batch.engine.model.job.DependsOn;
import io.dropbatch.localazure.batch.engine.model.job.ExitConditions;
import io.dropbatch.localazure.batch.engine.model.job.JobCommand;
import io.dropbatch.localazure.batch.engine.model.task.TaskSpec;
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
    private final Faults faults;

    public TaskSubmission(Account account, AccountStore store, JobQueue queue, Faults faults) {
        this.account = account;
        this.store = store;
        this.queue = queue;
        this.faults = faults;
    }

    public Task add(JobId jobId, Document document) {
        Draft draft = draft(account.job(jobId), document);
        return account.change(() -> {
            Job job = account.job(jobId);
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

    /** Adds many tasks; each is accepted or refused for itself. */
    public List<Added> addAll(JobId jobId, List<Document> documents) {
        Job known = account.job(jobId);
        List<Draft> drafts = new ArrayList<>(documents.size());
        for (Document document : documents) {
            drafts.add(draftOrRefusal(known, document));
        }
        return account.change(() -> {
            Job job = account.job(jobId);
            job.requireOpen();
            List<Added> results = new ArrayList<>(drafts.size());
            List<Task> accepted = new ArrayList<>(drafts.size());
            Set<TaskId> seen = new HashSet<>();
            for (Draft draft : drafts) {
                results.add(accept(job, draft, seen, accepted));
            }
            store.add(accepted);
            accepted.forEach(job::add);
            queue.look(job);
            return results;
        });
    }

    private Added accept(Job job, Draft draft, Set<TaskId> seen, List<Task> accepted) {
        if (draft.refusal() != null) {
            return new Added.Refused(draft.name(), draft.refusal());
        }
        if (faults.strikes(Faults.Kind.SERVER_ERROR, Occasion.newTask(job.id(), draft.name()))) {
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
                new TaskId(draft.name()),
                TaskRequest.sent(draft.requiredSlots(), draft.source()),
                TaskStatus.created(now),
                ChangeTimes.at(now));
    }

    private Draft draftOrRefusal(Job job, Document document) {
        try {
            return draft(job, document.checked("TaskAddParameter"));
        } catch (BatchError refusal) {
            return new Draft(document.text("id", ""), 1, new byte[0], refusal);
        }
    }

    private Draft draft(Job job, Document document) {
        TaskId id = new TaskId(document.text("id"));
        TaskSpec spec = TaskSpec.read(document, job.spec().maxTaskRetryCount());
        account.settings().resources().require(spec);
        DependsOn.read(document, job.spec());
        ExitConditions.read(document, job.spec());
        JobCommand.refuseNameOf(job.spec().preparation(), id, ErrorCode.TaskIdSameAsJobPreparationTask);
        JobCommand.refuseNameOf(job.spec().release(), id, ErrorCode.TaskIdSameAsJobReleaseTask);
        return new Draft(id.value(), spec.requiredSlots(), Json.bytes(document.tree()), null);
    }

    /** What became of one task of a collection. */
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
