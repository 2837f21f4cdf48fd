package io.dropbatch.localazure.batch.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.Document;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.engine.fault.Faults;
import io.dropbatch.localazure.batch.engine.fault.Occasion;
import io.dropbatch.localazure.batch.engine.id.JobId;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.id.TaskId;
import io.dropbatch.localazure.batch.engine.job.DependsOn;
import io.dropbatch.localazure.batch.engine.job.ExitConditions;
import io.dropbatch.localazure.batch.engine.job.JobCommand;
import io.dropbatch.localazure.batch.engine.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.task.TaskSpec;
import io.dropbatch.localazure.batch.engine.task.TaskState;
import io.dropbatch.localazure.batch.engine.task.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What users do with tasks. */
public final class Tasks {

    private final Account account;
    private final Jobs jobs;
    private final Faults faults;

    public Tasks(Account account, Jobs jobs, Faults faults) {
        this.faults = faults;
        this.account = account;
        this.jobs = jobs;
    }

    public Task add(JobId jobId, Document document) {
        Draft draft = draft(jobs.get(jobId), document);
        return account.change(() -> {
            Job job = jobs.get(jobId);
            Jobs.requireOpen(job);
            Task task = create(job, draft);
            if (job.tasks().containsKey(task.id())) {
                throw BatchError.of(ErrorCode.TaskExists);
            }
            account.store().add(List.of(task));
            job.add(task);
            account.scheduler().look(job);
            return task;
        });
    }

    /** Adds many tasks; each is accepted or refused for itself. */
    public List<Added> addAll(JobId jobId, List<Document> documents) {
        Job known = jobs.get(jobId);
        List<Draft> drafts = new ArrayList<>(documents.size());
        for (Document document : documents) {
            drafts.add(draftOrRefusal(known, document));
        }
        return account.change(() -> {
            Job job = jobs.get(jobId);
            Jobs.requireOpen(job);
            List<Added> results = new ArrayList<>(drafts.size());
            List<Task> accepted = new ArrayList<>(drafts.size());
            Set<TaskId> seen = new HashSet<>();
            for (Draft draft : drafts) {
                results.add(accept(job, draft, seen, accepted));
            }
            account.store().add(accepted);
            accepted.forEach(job::add);
            account.scheduler().look(job);
            return results;
        });
    }

    public Task get(JobId jobId, TaskId id) {
        Task task = jobs.get(jobId).tasks().get(id);
        if (task == null) {
            throw BatchError.of(ErrorCode.TaskNotFound);
        }
        return task;
    }

    public Task terminate(JobId jobId, TaskId id, Condition condition) {
        return account.change(() -> {
            Task task = checked(jobId, id, condition);
            if (task.state() == TaskState.COMPLETED) {
                throw BatchError.of(ErrorCode.TaskCompleted);
            }
            end(task);
            return task;
        });
    }

    /** Runs a failed task again, as if for the first time. */
    public Task reactivate(JobId jobId, TaskId id, Condition condition) {
        return account.change(() -> {
            Task task = checked(jobId, id, condition);
            if (task.state() != TaskState.COMPLETED) {
                throw BatchError.of(ErrorCode.OperationInvalidForCurrentState);
            }
            if (task.status().succeeded()) {
                throw BatchError.of(ErrorCode.TaskCompleted);
            }
            Jobs.requireOpen(task.job());
            account.ledger().keepSatisfied(task);
            account.ledger().move(task, task.status().reactivated(account.now()));
            return task;
        });
    }

    /** Replaces a task's constraints, the only part of a task that can change. */
    public Task update(JobId jobId, TaskId id, Document request, Condition condition) {
        return account.change(() -> {
            Task task = checked(jobId, id, condition);
            ObjectNode source = Json.stored(task.source());
            source.remove("constraints");
            request.object("constraints").ifPresent(constraints -> source.set("constraints", constraints.tree()));
            TaskSpec.read(Document.of(source), task.job().spec().maxTaskRetryCount());
            task.respecify(Json.bytes(source), account.now());
            account.store().respecify(task);
            return task;
        });
    }

    public void delete(JobId jobId, TaskId id, Condition condition) {
        account.change(() -> {
            Task task = checked(jobId, id, condition);
            List<NodeRef> places = task.places();
            if (task.state() != TaskState.COMPLETED) {
                end(task);
            }
            account.ledger().keepSatisfied(task);
            task.job().remove(task);
            account.scheduler().look(task.job());
            account.past().remove(task);
            places.forEach(place -> forgetFiles(task, place));
            account.jobLife().settle(task.job());
            return id;
        });
    }

    private void end(Task task) {
        if (task.assignment() != null) {
            account.runs().stop(task, Assignment.Intent.TERMINATE);
            return;
        }
        account.ledger().move(task, task.status().completed(null, FailureInfo.endedByUser(), account.now()));
        account.jobLife().settle(task.job());
    }

    private void forgetFiles(Task task, NodeRef place) {
        Pool pool = account.pools().get(place.pool());
        Node node = pool == null ? null : pool.nodes().get(place.node());
        if (node != null && task.assignment() == null) {
            account.agent().remove(node.root().resolve(task.directory()));
        }
    }

    private Task checked(JobId jobId, TaskId id, Condition condition) {
        Task task = get(jobId, id);
        condition.check(task.modified());
        return task;
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
                draft.requiredSlots(),
                draft.source(),
                now,
                now,
                TaskStatus.created(now));
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
        account.settings().supplies().require(spec);
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
