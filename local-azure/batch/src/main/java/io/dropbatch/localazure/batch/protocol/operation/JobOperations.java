package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.id.JobId;
import io.dropbatch.localazure.batch.engine.job.JobService;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobOnNode;
import io.dropbatch.localazure.batch.protocol.call.Answer;
import io.dropbatch.localazure.batch.protocol.call.Call;
import io.dropbatch.localazure.batch.protocol.call.Conditions;
import io.dropbatch.localazure.batch.protocol.call.Listing;
import io.dropbatch.localazure.batch.protocol.call.Selection;
import io.dropbatch.localazure.batch.protocol.document.JobDocument;
import io.dropbatch.localazure.batch.protocol.document.Statistics;
import io.dropbatch.localazure.batch.protocol.filter.FilterParser;
import io.dropbatch.localazure.batch.protocol.route.Routes;
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

    public void addTo(Routes routes) {
        routes.add("POST", "/jobs", this::create);
        routes.add("GET", "/jobs", this::list);
        routes.add("GET", JOB, this::get);
        routes.add(
                "PATCH", JOB, call -> done(200, "", call, jobs.patch(id(call), call.document(), Conditions.of(call))));
        routes.add(
                "PUT", JOB, call -> done(200, "", call, jobs.replace(id(call), call.document(), Conditions.of(call))));
        routes.add("DELETE", JOB, call -> {
            jobs.delete(id(call), Conditions.of(call));
            return Answer.empty(202);
        });
        routes.add(
                "POST",
                JOB + "/disable",
                call -> done(202, "/disable", call, jobs.disable(id(call), call.document(), Conditions.of(call))));
        routes.add(
                "POST",
                JOB + "/enable",
                call -> done(202, "/enable", call, jobs.enable(id(call), Conditions.of(call))));
        routes.add(
                "POST",
                JOB + "/terminate",
                call -> done(202, "/terminate", call, jobs.terminate(id(call), call.document(), Conditions.of(call))));
        routes.add("GET", JOB + "/taskcounts", this::taskCounts);
        routes.add("GET", JOB + "/jobpreparationandreleasetaskstatus", this::onNodes);
    }

    private Answer create(Call call) {
        Job job = jobs.create(call.document());
        return Answer.done(201, job.modified(), call.base() + "/jobs/job-1");
    }

    private Answer get(Call call) {
        Job job = jobs.get(id(call));
        if (Conditions.unchanged(call, job.modified())) {
            return Answer.unchanged(job.modified());
        }
        ObjectNode document = written(job, call);
        document.put("odata.metadata", call.base() + "/$metadata#jobs/@Element");
        return Answer.version(Selection.of(call).from(document), job.modified());
    }

    private Answer list(Call call) {
        Selection selection = Selection.of(call);
        String token = Listing.token(call);
        Collection<Job> from = token == null
                ? account.jobs().values()
                : account.jobs().tailMap(new JobId(token), false).values();
        return Listing.page(
                call,
                "jobs",
                from.iterator(),
                FilterParser.parse(call.query().get("$filter")).on(JobDocument.PROPERTIES),
                job -> selection.from(written(job, call)),
                job -> job.id().value());
    }

    private ObjectNode written(Job job, Call call) {
        ObjectNode document = JobDocument.write(job, call.base());
        return Statistics.expand(call, document, () -> Statistics.of(job, account.now(), call.base()));
    }

    private Answer taskCounts(Call call) {
        Job job = jobs.get(id(call));
        ObjectNode document = Json.object();
        document.put("odata.metadata", call.base() + "/$metadata#taskcountsresult/@Element");
        document.set("taskCounts", JobDocument.counts(job.tally()));
        document.set("taskSlotCounts", JobDocument.counts(job.slotTally()));
        return Answer.json(staleCounts.of(job, document));
    }

    private Answer onNodes(Call call) {
        Job job = jobs.get(id(call));
        if (job.spec().preparation() == null) {
            throw BatchError.of(ErrorCode.JobPreparationTaskNotSpecified);
        }
        Selection selection = Selection.of(call);
        String token = Listing.token(call);
        Predicate<JobOnNode> wanted =
                FilterParser.parse(call.query().get("$filter")).on(JobDocument.ON_NODE_PROPERTIES);
        return Listing.page(
                call,
                "jobpreparationandreleasetaskstatuslist",
                job.statusOnNodes().stream()
                        .filter(onNode -> token == null || onNode.node().value().compareTo(token) > 0)
                        .iterator(),
                wanted,
                onNode -> selection.from(JobDocument.write(onNode, call.base())),
                onNode -> onNode.node().value());
    }

    private static Answer done(int status, String action, Call call, Job job) {
        return Answer.done(status, job.modified(), JobDocument.address(job, call.base()) + action);
    }

    private static JobId id(Call call) {
        return new JobId(call.part("job"));
    }
}
