package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.id.JobId;
import io.dropbatch.localazure.batch.engine.id.JobScheduleId;
import io.dropbatch.localazure.batch.engine.schedule.JobScheduleService;
import io.dropbatch.localazure.batch.engine.state.JobSchedule;
import io.dropbatch.localazure.batch.protocol.call.Answer;
import io.dropbatch.localazure.batch.protocol.call.Call;
import io.dropbatch.localazure.batch.protocol.call.Conditions;
import io.dropbatch.localazure.batch.protocol.call.Listing;
import io.dropbatch.localazure.batch.protocol.call.Selection;
import io.dropbatch.localazure.batch.protocol.document.JobDocument;
import io.dropbatch.localazure.batch.protocol.document.JobScheduleDocument;
import io.dropbatch.localazure.batch.protocol.document.Statistics;
import io.dropbatch.localazure.batch.protocol.filter.FilterParser;
import io.dropbatch.localazure.batch.protocol.route.Routes;
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

    public void addTo(Routes routes) {
        routes.add("POST", "/jobschedules", call -> done(201, call, schedules.create(call.document())));
        routes.add("GET", "/jobschedules", this::list);
        routes.add("GET", SCHEDULE, this::get);
        routes.add("HEAD", SCHEDULE, this::get);
        routes.add(
                "PATCH",
                SCHEDULE,
                call -> done(200, call, schedules.patch(id(call), call.document(), Conditions.of(call))));
        routes.add(
                "PUT",
                SCHEDULE,
                call -> done(200, call, schedules.replace(id(call), call.document(), Conditions.of(call))));
        routes.add("DELETE", SCHEDULE, call -> {
            schedules.delete(id(call), Conditions.of(call));
            return Answer.empty(202);
        });
        routes.add(
                "POST",
                SCHEDULE + "/disable",
                call -> done(204, call, schedules.disable(id(call), Conditions.of(call))));
        routes.add(
                "POST", SCHEDULE + "/enable", call -> done(204, call, schedules.enable(id(call), Conditions.of(call))));
        routes.add(
                "POST",
                SCHEDULE + "/terminate",
                call -> done(202, call, schedules.terminate(id(call), Conditions.of(call))));
        routes.add("GET", SCHEDULE + "/jobs", this::jobs);
    }

    private Answer get(Call call) {
        JobSchedule schedule = schedules.get(id(call));
        if (Conditions.unchanged(call, schedule.modified())) {
            return Answer.unchanged(schedule.modified());
        }
        ObjectNode document = written(schedule, call);
        document.put("odata.metadata", call.base() + "/$metadata#jobschedules/@Element");
        return Answer.version(Selection.of(call).from(document), schedule.modified());
    }

    private Answer list(Call call) {
        Selection selection = Selection.of(call);
        String token = Listing.token(call);
        Collection<JobSchedule> from = token == null
                ? account.schedules().values()
                : account.schedules().tailMap(new JobScheduleId(token), false).values();
        return Listing.page(
                call,
                "jobschedules",
                from.iterator(),
                FilterParser.parse(call.query().get("$filter")).on(JobScheduleDocument.PROPERTIES),
                schedule -> selection.from(written(schedule, call)),
                schedule -> schedule.id().value());
    }

    private Answer jobs(Call call) {
        Selection selection = Selection.of(call);
        @Nullable String token = Listing.token(call);
        return Listing.page(
                call,
                "jobs",
                schedules.jobs(id(call)).stream()
                        .filter(job -> token == null || job.id().compareTo(new JobId(token)) > 0)
                        .iterator(),
                FilterParser.parse(call.query().get("$filter")).on(JobDocument.PROPERTIES),
                job -> selection.from(Statistics.expand(
                        call,
                        JobDocument.write(job, call.base()),
                        () -> Statistics.of(job, account.now(), call.base()))),
                job -> job.id().value());
    }

    private ObjectNode written(JobSchedule schedule, Call call) {
        ObjectNode document = JobScheduleDocument.write(schedule, account.now(), call.base());
        return Statistics.expand(
                call,
                document,
                () -> Statistics.of(schedule, schedules.jobs(schedule.id()), account.now(), call.base()));
    }

    private static Answer done(int status, Call call, JobSchedule schedule) {
        return Answer.done(status, schedule.modified(), JobScheduleDocument.address(schedule, call.base()));
    }

    private static JobScheduleId id(Call call) {
        return new JobScheduleId(call.part("schedule"));
    }
}
