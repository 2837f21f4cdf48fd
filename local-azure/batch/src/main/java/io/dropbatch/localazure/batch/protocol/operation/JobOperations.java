package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.job.JobService;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobOnNode;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.call.CallAnswer;
import io.dropbatch.localazure.batch.protocol.call.PagedListing;
import io.dropbatch.localazure.batch.protocol.call.PropertySelection;
import io.dropbatch.localazure.batch.protocol.call.RequestConditions;
import io.dropbatch.localazure.batch.protocol.document.JobDocument;
import io.dropbatch.localazure.batch.protocol.document.UsageStatistics;
import io.dropbatch.localazure.batch.protocol.filter.FilterParser;
import io.dropbatch.localazure.batch.protocol.route.RouteTable;
import java.util.Collection;
import java.util.function.Predicate;

/** The operations on jobs. */
public final class JobOperations {

    private static final String JOB = "/jobs/{job}";

    private final Account account;
    private final JobService jobs;
    private final StaleCounts staleCounts;

    public JobOperations(Account account, JobService jobs, StaleCounts staleCounts) {
        this.account = account;
        this.jobs = jobs;
        this.staleCounts = staleCounts;
    }

    public void addTo(RouteTable routes) {
        routes.add("POST", "/jobs", this::create);
        routes.add("GET", "/jobs", this::list);
        routes.add("GET", JOB, this::get);
        routes.add(
                "PATCH",
                JOB,
                call -> done(200, "", call, jobs.patch(id(call), call.document(), RequestConditions.of(call))));
        routes.add(
                "PUT",
                JOB,
                call -> done(200, "", call, jobs.replace(id(call), call.document(), RequestConditions.of(call))));
        routes.add("DELETE", JOB, call -> {
            jobs.delete(id(call), RequestConditions.of(call));
            return CallAnswer.empty(202);
        });
        routes.add(
                "POST",
                JOB + "/disable",
                call -> done(
                        202, "/disable", call, jobs.disable(id(call), call.document(), RequestConditions.of(call))));
        routes.add(
                "POST",
                JOB + "/enable",
                call -> done(202, "/enable", call, jobs.enable(id(call), RequestConditions.of(call))));
        routes.add(
                "POST",
                JOB + "/terminate",
                call -> done(
                        202,
                        "/terminate",
                        call,
                        jobs.terminate(id(call), call.document(), RequestConditions.of(call))));
        routes.add("GET", JOB + "/taskcounts", this::taskCounts);
        routes.add("GET", JOB + "/jobpreparationandreleasetaskstatus", this::onNodes);
    }

    private CallAnswer create(ApiCall call) {
        Job job = jobs.create(call.document());
        return CallAnswer.done(201, job.modified(), call.base() + "/jobs/job-1");
    }

    private CallAnswer get(ApiCall call) {
        Job job = jobs.get(id(call));
        if (RequestConditions.unchanged(call, job.modified())) {
            return CallAnswer.unchanged(job.modified());
        }
        ObjectNode document = written(job, call);
        document.put("odata.metadata", call.base() + "/$metadata#jobs/@Element");
        return CallAnswer.version(PropertySelection.of(call).from(document), job.modified());
    }

    private CallAnswer list(ApiCall call) {
        PropertySelection selection = PropertySelection.of(call);
        String token = PagedListing.token(call);
        Collection<Job> from = token == null
                ? account.jobs().values()
                : account.jobs().tailMap(new BatchJobId(token), false).values();
        return PagedListing.page(
                call,
                "jobs",
                from.iterator(),
                FilterParser.parse(call.query().get("$filter")).on(JobDocument.PROPERTIES),
                job -> selection.from(written(job, call)),
                job -> job.id().value());
    }

    private ObjectNode written(Job job, ApiCall call) {
        ObjectNode document = JobDocument.write(job, call.base());
        return UsageStatistics.expand(call, document, () -> UsageStatistics.of(job, account.now(), call.base()));
    }

    private CallAnswer taskCounts(ApiCall call) {
        Job job = jobs.get(id(call));
        ObjectNode document = JsonTrees.object();
        document.put("odata.metadata", call.base() + "/$metadata#taskcountsresult/@Element");
        document.set("taskCounts", JobDocument.counts(job.tally()));
        document.set("taskSlotCounts", JobDocument.counts(job.slotTally()));
        return CallAnswer.json(staleCounts.of(job, document));
    }

    private CallAnswer onNodes(ApiCall call) {
        Job job = jobs.get(id(call));
        if (job.spec().specialTasks().preparation() == null) {
            throw BatchError.of(ErrorCode.JobPreparationTaskNotSpecified);
        }
        PropertySelection selection = PropertySelection.of(call);
        String token = PagedListing.token(call);
        Predicate<JobOnNode> wanted =
                FilterParser.parse(call.query().get("$filter")).on(JobDocument.ON_NODE_PROPERTIES);
        return PagedListing.page(
                call,
                "jobpreparationandreleasetaskstatuslist",
                job.statusOnNodes().stream()
                        .filter(onNode -> token == null || onNode.node().value().compareTo(token) > 0)
                        .iterator(),
                wanted,
                onNode -> selection.from(JobDocument.write(onNode, call.base())),
                onNode -> onNode.node().value());
    }

    private static CallAnswer done(int status, String action, ApiCall call, Job job) {
        return CallAnswer.done(status, job.modified(), JobDocument.address(job, call.base()) + action);
    }

    private static BatchJobId id(ApiCall call) {
        return new BatchJobId(call.part("job"));
    }
}
