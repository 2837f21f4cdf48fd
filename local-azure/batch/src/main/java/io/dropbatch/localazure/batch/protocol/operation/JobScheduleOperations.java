package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.JobScheduleId;
import io.dropbatch.localazure.batch.engine.schedule.JobScheduleService;
import io.dropbatch.localazure.batch.engine.state.JobSchedule;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.call.CallAnswer;
import io.dropbatch.localazure.batch.protocol.call.PagedListing;
import io.dropbatch.localazure.batch.protocol.call.PropertySelection;
import io.dropbatch.localazure.batch.protocol.call.RequestConditions;
import io.dropbatch.localazure.batch.protocol.document.JobDocument;
import io.dropbatch.localazure.batch.protocol.document.JobScheduleDocument;
import io.dropbatch.localazure.batch.protocol.document.UsageStatistics;
import io.dropbatch.localazure.batch.protocol.filter.FilterParser;
import io.dropbatch.localazure.batch.protocol.route.RouteTable;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The operations on job schedules. */
public final class JobScheduleOperations {

    private static final String SCHEDULE = "/jobschedules/{schedule}";

    private final Account account;
    private final JobScheduleService schedules;

    public JobScheduleOperations(Account account, JobScheduleService schedules) {
        this.account = account;
        this.schedules = schedules;
    }

    public void addTo(RouteTable routes) {
        routes.add("POST", "/jobschedules", call -> done(201, call, schedules.create(call.document())));
        routes.add("GET", "/jobschedules", this::list);
        routes.add("GET", SCHEDULE, this::get);
        routes.add("HEAD", SCHEDULE, this::get);
        routes.add(
                "PATCH",
                SCHEDULE,
                call -> done(200, call, schedules.patch(id(call), call.document(), RequestConditions.of(call))));
        routes.add(
                "PUT",
                SCHEDULE,
                call -> done(200, call, schedules.replace(id(call), call.document(), RequestConditions.of(call))));
        routes.add("DELETE", SCHEDULE, call -> {
            schedules.delete(id(call), RequestConditions.of(call));
            return CallAnswer.empty(202);
        });
        routes.add(
                "POST",
                SCHEDULE + "/disable",
                call -> done(204, call, schedules.disable(id(call), RequestConditions.of(call))));
        routes.add(
                "POST",
                SCHEDULE + "/enable",
                call -> done(204, call, schedules.enable(id(call), RequestConditions.of(call))));
        routes.add(
                "POST",
                SCHEDULE + "/terminate",
                call -> done(202, call, schedules.terminate(id(call), RequestConditions.of(call))));
        routes.add("GET", SCHEDULE + "/jobs", this::jobs);
    }

    private CallAnswer get(ApiCall call) {
        JobSchedule schedule = schedules.get(id(call));
        if (RequestConditions.unchanged(call, schedule.modified())) {
            return CallAnswer.unchanged(schedule.modified());
        }
        ObjectNode document = written(schedule, call);
        document.put("odata.metadata", call.base() + "/$metadata#jobschedules/@Element");
        return CallAnswer.version(PropertySelection.of(call).from(document), schedule.modified());
    }

    private CallAnswer list(ApiCall call) {
        PropertySelection selection = PropertySelection.of(call);
        String token = PagedListing.token(call);
        Collection<JobSchedule> from = token == null
                ? account.schedules().values()
                : account.schedules().tailMap(new JobScheduleId(token), false).values();
        return PagedListing.page(
                call,
                "jobschedules",
                from.iterator(),
                FilterParser.parse(call.query().get("$filter")).on(JobScheduleDocument.PROPERTIES),
                schedule -> selection.from(written(schedule, call)),
                schedule -> schedule.id().value());
    }

    private CallAnswer jobs(ApiCall call) {
        PropertySelection selection = PropertySelection.of(call);
        @Nullable String token = PagedListing.token(call);
        return PagedListing.page(
                call,
                "jobs",
                schedules.jobs(id(call)).stream()
                        .filter(job -> token == null || job.id().compareTo(new BatchJobId(token)) > 0)
                        .iterator(),
                FilterParser.parse(call.query().get("$filter")).on(JobDocument.PROPERTIES),
                job -> selection.from(UsageStatistics.expand(
                        call,
                        JobDocument.write(job, call.base()),
                        () -> UsageStatistics.of(job, account.now(), call.base()))),
                job -> job.id().value());
    }

    private ObjectNode written(JobSchedule schedule, ApiCall call) {
        ObjectNode document = JobScheduleDocument.write(schedule, account.now(), call.base());
        return UsageStatistics.expand(
                call,
                document,
                () -> UsageStatistics.of(schedule, schedules.jobs(schedule.id()), account.now(), call.base()));
    }

    private static CallAnswer done(int status, ApiCall call, JobSchedule schedule) {
        return CallAnswer.done(status, schedule.modified(), JobScheduleDocument.address(schedule, call.base()));
    }

    private static JobScheduleId id(ApiCall call) {
        return new JobScheduleId(call.part("schedule"));
    }
}
