package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.Document;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.document.Times;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.id.JobId;
import io.dropbatch.localazure.batch.engine.id.TaskId;
import io.dropbatch.localazure.batch.engine.job.JobService;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.engine.task.TaskService;
import io.dropbatch.localazure.batch.engine.task.TaskSubmission;
import io.dropbatch.localazure.batch.protocol.call.Answer;
import io.dropbatch.localazure.batch.protocol.call.Call;
import io.dropbatch.localazure.batch.protocol.call.Conditions;
import io.dropbatch.localazure.batch.protocol.call.Listing;
import io.dropbatch.localazure.batch.protocol.call.Selection;
import io.dropbatch.localazure.batch.protocol.document.ErrorDocument;
import io.dropbatch.localazure.batch.protocol.document.Statistics;
import io.dropbatch.localazure.batch.protocol.document.SubtaskDocument;
import io.dropbatch.localazure.batch.protocol.document.TaskDocument;
import io.dropbatch.localazure.batch.protocol.filter.Filter;
import io.dropbatch.localazure.batch.protocol.filter.FilterParser;
import io.dropbatch.localazure.batch.protocol.route.Routes;
import java.util.List;

/** The operations on tasks. */
public final class TaskOperations {

    private static final String TASKS = "/jobs/{job}/tasks";
    private static final String TASK = TASKS + "/{task}";

    private final Account account;
    private final JobService jobs;
    private final TaskSubmission submission;
    private final TaskService tasks;

    public TaskOperations(Account account, JobService jobs, TaskSubmission submission, TaskService tasks) {
        this.account = account;
        this.jobs = jobs;
        this.submission = submission;
        this.tasks = tasks;
    }

    public void addTo(Routes routes) {
        routes.add("POST", TASKS, call -> done(201, call, submission.add(job(call), call.document())));
        routes.add("GET", TASKS, this::list);
        routes.add("POST", "/jobs/{job}/addtaskcollection", this::addAll);
        routes.add("GET", TASK, this::get);
        routes.add(
                "PUT",
                TASK,
                call -> done(200, call, tasks.update(job(call), task(call), call.document(), Conditions.of(call))));
        routes.add("DELETE", TASK, call -> {
            tasks.delete(job(call), task(call), Conditions.of(call));
            return Answer.empty(200);
        });
        routes.add(
                "POST",
                TASK + "/terminate",
                call -> done(204, call, tasks.terminate(job(call), task(call), Conditions.of(call))));
        routes.add(
                "POST",
                TASK + "/reactivate",
                call -> done(204, call, tasks.reactivate(job(call), task(call), Conditions.of(call))));
        routes.add("GET", TASK + "/subtasksinfo", this::subtasks);
    }

    private Answer list(Call call) {
        Filter filter = FilterParser.parse(call.query().get("$filter"));
        Selection selection = Selection.of(call);
        TaskOrder order = TaskOrder.of(filter, jobs.get(job(call)));
        return Listing.page(
                call,
                "tasks",
                order.from(Listing.token(call)),
                filter.on(TaskDocument.PROPERTIES),
                task -> written(task, selection, call),
                order::token);
    }

    private Answer get(Call call) {
        Task task = tasks.get(job(call), task(call));
        if (Conditions.unchanged(call, task.modified())) {
            return Answer.unchanged(task.modified());
        }
        Selection selection = Selection.of(call);
        ObjectNode document = written(task, selection, call);
        if (selection.everything()) {
            document.put("odata.metadata", call.base() + "/$metadata#tasks/@Element");
        }
        return Answer.version(document, task.modified());
    }

    private ObjectNode written(Task task, Selection selection, Call call) {
        ObjectNode document = TaskDocument.write(task, selection, call.base());
        return selection.wants("stats")
                ? Statistics.expand(call, document, () -> Statistics.of(task, account.now(), call.base()))
                : document;
    }

    private Answer addAll(Call call) {
        List<Document> documents = call.document().list("value");
        ObjectNode result = Json.object();
        result.put("odata.metadata", call.base() + "/$metadata#taskaddresult");
        ArrayNode values = result.putArray("value");
        for (TaskSubmission.Added added : submission.addAll(job(call), documents)) {
            values.add(written(added, call.base()));
        }
        return Answer.json(result);
    }

    private static ObjectNode written(TaskSubmission.Added added, String base) {
        return switch (added) {
            case TaskSubmission.Added.Accepted(Task task) -> {
                ObjectNode item = Json.object();
                item.put("taskId", task.id().value());
                item.put("status", "Success");
                item.put("eTag", Times.etag(task.modified()));
                Json.put(item, "lastModified", task.modified());
                yield item.put("location", TaskDocument.address(task, base));
            }
            case TaskSubmission.Added.Refused(String name, BatchError error) -> {
                ObjectNode item = Json.object();
                item.put("taskId", name);
                item.put("status", error.code().status() < 500 ? "clienterror" : "servererror");
                item.set("error", ErrorDocument.brief(error));
                yield item;
            }
        };
    }

    private Answer subtasks(Call call) {
        Task task = tasks.get(job(call), task(call));
        Selection selection = Selection.of(call);
        ObjectNode document = Json.object();
        document.put("odata.metadata", call.base() + "/$metadata#subtasks");
        ArrayNode values = document.putArray("value");
        List<TaskStatus> subtasks = task.job().subtasks(task);
        for (int i = 0; i < subtasks.size(); i++) {
            values.add(selection.from(SubtaskDocument.write(i + 1, task, subtasks.get(i), call.base())));
        }
        return Answer.json(document);
    }

    private static Answer done(int status, Call call, Task task) {
        return Answer.done(status, task.modified(), TaskDocument.address(task, call.base()));
    }

    private static JobId job(Call call) {
        return new JobId(call.part("job"));
    }

    private static TaskId task(Call call) {
        return new TaskId(call.part("task"));
    }
}
