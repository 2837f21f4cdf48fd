package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.AzureTimes;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.job.JobService;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.engine.task.TaskService;
import io.dropbatch.localazure.batch.engine.task.TaskSubmission;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.call.CallAnswer;
import io.dropbatch.localazure.batch.protocol.call.PagedListing;
import io.dropbatch.localazure.batch.protocol.call.PropertySelection;
import io.dropbatch.localazure.batch.protocol.call.RequestConditions;
import io.dropbatch.localazure.batch.protocol.document.ErrorDocument;
import io.dropbatch.localazure.batch.protocol.document.SubtaskDocument;
import io.dropbatch.localazure.batch.protocol.document.TaskDocument;
import io.dropbatch.localazure.batch.protocol.document.UsageStatistics;
import io.dropbatch.localazure.batch.protocol.filter.FilterParser;
import io.dropbatch.localazure.batch.protocol.filter.ListFilter;
import io.dropbatch.localazure.batch.protocol.route.RouteTable;
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

    public void addTo(RouteTable routes) {
        routes.add("POST", TASKS, call -> done(201, call, submission.add(job(call), call.document())));
        routes.add("GET", TASKS, this::list);
        routes.add("POST", "/jobs/{job}/addtaskcollection", this::addAll);
        routes.add("GET", TASK, this::get);
        routes.add(
                "PUT",
                TASK,
                call -> done(
                        200, call, tasks.update(job(call), task(call), call.document(), RequestConditions.of(call))));
        routes.add("DELETE", TASK, call -> {
            tasks.delete(job(call), task(call), RequestConditions.of(call));
            return CallAnswer.empty(200);
        });
        routes.add(
                "POST",
                TASK + "/terminate",
                call -> done(204, call, tasks.terminate(job(call), task(call), RequestConditions.of(call))));
        routes.add(
                "POST",
                TASK + "/reactivate",
                call -> done(204, call, tasks.reactivate(job(call), task(call), RequestConditions.of(call))));
        routes.add("GET", TASK + "/subtasksinfo", this::subtasks);
    }

    private CallAnswer list(ApiCall call) {
        ListFilter filter = FilterParser.parse(call.query().get("$filter"));
        PropertySelection selection = PropertySelection.of(call);
        TaskOrder order = TaskOrder.of(filter, jobs.get(job(call)));
        return PagedListing.page(
                call,
                "tasks",
                order.from(PagedListing.token(call)),
                filter.on(TaskDocument.PROPERTIES),
                task -> written(task, selection, call),
                order::token);
    }

    private CallAnswer get(ApiCall call) {
        Task task = tasks.get(job(call), task(call));
        if (RequestConditions.unchanged(call, task.modified())) {
            return CallAnswer.unchanged(task.modified());
        }
        PropertySelection selection = PropertySelection.of(call);
        ObjectNode document = written(task, selection, call);
        if (selection.everything()) {
            document.put("odata.metadata", call.base() + "/$metadata#tasks/@Element");
        }
        return CallAnswer.version(document, task.modified());
    }

    private ObjectNode written(Task task, PropertySelection selection, ApiCall call) {
        ObjectNode document = TaskDocument.write(task, selection, call.base());
        return selection.wants("stats")
                ? UsageStatistics.expand(call, document, () -> UsageStatistics.of(task, account.now(), call.base()))
                : document;
    }

    private CallAnswer addAll(ApiCall call) {
        List<RequestDocument> documents = call.document().list("value");
        ObjectNode result = JsonTrees.object();
        result.put("odata.metadata", call.base() + "/$metadata#taskaddresult");
        ArrayNode values = result.putArray("value");
        for (TaskSubmission.Added added : submission.addAll(job(call), documents)) {
            values.add(written(added, call.base()));
        }
        return CallAnswer.json(result);
    }

    private static ObjectNode written(TaskSubmission.Added added, String base) {
        return switch (added) {
            case TaskSubmission.Added.Accepted(Task task) -> {
                ObjectNode item = JsonTrees.object();
                item.put("taskId", task.id().value());
                item.put("status", "Success");
                item.put("eTag", AzureTimes.etag(task.modified()));
                JsonTrees.put(item, "lastModified", task.modified());
                yield item.put("location", TaskDocument.address(task, base));
            }
            case TaskSubmission.Added.Refused(String name, BatchError error) -> {
                ObjectNode item = JsonTrees.object();
                item.put("taskId", name);
                item.put("status", error.code().status() < 500 ? "clienterror" : "servererror");
                item.set("error", ErrorDocument.brief(error));
                yield item;
            }
        };
    }

    private CallAnswer subtasks(ApiCall call) {
        Task task = tasks.get(job(call), task(call));
        PropertySelection selection = PropertySelection.of(call);
        ObjectNode document = JsonTrees.object();
        document.put("odata.metadata", call.base() + "/$metadata#subtasks");
        ArrayNode values = document.putArray("value");
        List<TaskStatus> subtasks = task.job().subtasks(task);
        for (int i = 0; i < subtasks.size(); i++) {
            values.add(selection.from(SubtaskDocument.write(i + 1, task, subtasks.get(i), call.base())));
        }
        return CallAnswer.json(document);
    }

    private static CallAnswer done(int status, ApiCall call, Task task) {
        return CallAnswer.done(status, task.modified(), TaskDocument.address(task, call.base()));
    }

    private static BatchJobId job(ApiCall call) {
        return new BatchJobId(call.part("job"));
    }

    private static BatchTaskId task(ApiCall call) {
        return new BatchTaskId(call.part("task"));
    }
}
