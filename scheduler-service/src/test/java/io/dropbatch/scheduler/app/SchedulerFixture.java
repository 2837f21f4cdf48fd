package io.dropbatch.scheduler.app;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobRetried;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.CarriedTask;
import io.dropbatch.model.result.CarriedTasks;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.model.retry.Backoff;
import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.model.workload.Merge;
import io.dropbatch.planning.task.TaskHarness;
import io.dropbatch.scheduler.ExampleJobs;
import io.dropbatch.scheduler.adapter.metrics.MeteredComputeAccount;
import io.dropbatch.scheduler.adapter.metrics.MeteredCostStore;
import io.dropbatch.scheduler.adapter.metrics.MeteredJobStore;
import io.dropbatch.scheduler.adapter.metrics.SchedulingMeters;
import io.dropbatch.scheduler.adapter.store.BlobPlanReader;
import io.dropbatch.scheduler.adapter.store.BlobVerifiedOutputs;
import io.dropbatch.scheduler.adapter.store.CancelledTaskRow;
import io.dropbatch.scheduler.adapter.store.CostRow;
import io.dropbatch.scheduler.adapter.store.JobRow;
import io.dropbatch.scheduler.adapter.store.TableCancelledTasks;
import io.dropbatch.scheduler.adapter.store.TableCostStore;
import io.dropbatch.scheduler.adapter.store.TableJobStore;
import io.dropbatch.scheduler.app.cost.CostRound;
import io.dropbatch.scheduler.app.cost.MeterJobs;
import io.dropbatch.scheduler.app.cost.QuoteJob;
import io.dropbatch.scheduler.app.cost.StopAtBudget;
import io.dropbatch.scheduler.app.level.BeginJob;
import io.dropbatch.scheduler.app.level.LevelHandover;
import io.dropbatch.scheduler.app.level.MapLevel;
import io.dropbatch.scheduler.app.level.MergeLevel;
import io.dropbatch.scheduler.app.level.PreviousRound;
import io.dropbatch.scheduler.app.level.SplitLevel;
import io.dropbatch.scheduler.app.pool.JobPool;
import io.dropbatch.scheduler.app.pool.KeepPools;
import io.dropbatch.scheduler.app.pool.PoolDemands;
import io.dropbatch.scheduler.app.port.CancelledTasks;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.CostStore;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.PlanReader;
import io.dropbatch.scheduler.app.port.SchedulerCommand;
import io.dropbatch.scheduler.domain.SchedulerSettings;
import io.dropbatch.scheduler.domain.cost.PriceTable;
import io.dropbatch.scheduler.domain.pool.NodeSlots;
import io.dropbatch.scheduler.domain.pool.PoolCatalogue;
import io.dropbatch.scheduler.domain.pool.PoolProfiles;
import io.dropbatch.store.InMemoryBlobStore;
import io.dropbatch.store.InMemoryRowStore;
import io.dropbatch.store.RowStore;
import io.dropbatch.testing.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The whole scheduler in memory. Its bus drops duplicates, as the real one does. */
final class SchedulerFixture {

    static final int SLICE = 4;

    final SettableClock clock;
    final InMemoryBlobStore system;
    final InMemoryCompute compute;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final JobStore jobs;
    final CostStore costs;
    final List<String> crashPoints;
    final List<DomainEvent> announced = new ArrayList<>();
    final List<SchedulerCommand.HandOverSlice> queue = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    final AdmitJob admit;
    final SubmitSlice submit;
    final CancelJob cancel;
    final CancelTask cancelTask;
    final PauseJob pause;
    final AdvanceJob advance;
    final BeginMap beginMap;
    final Reconciler reconciler;

    private final int maxActiveJobs;
    private final PriceTable prices;
    private final RowStore<JobRow> jobRows;
    private final RowStore<CostRow> costRows;
    private final RowStore<CancelledTaskRow> cancelledRows;
    final CancelledTasks cancelledTasks;

    SchedulerFixture(int maxActiveJobs) {
        this(maxActiveJobs, new PriceTable("USD", Map.of(), null));
    }

    SchedulerFixture(int maxActiveJobs, PriceTable prices) {
        this(maxActiveJobs, prices, null);
    }

    /** Another process over the same state. */
    SchedulerFixture restarted() {
        return new SchedulerFixture(maxActiveJobs, prices, this);
    }

    private SchedulerFixture(int maxActiveJobs, PriceTable prices, @Nullable SchedulerFixture before) {
        this.maxActiveJobs = maxActiveJobs;
        this.prices = prices;
        clock = before == null ? new SettableClock(Instant.parse("2026-11-22T10:00:00Z")) : before.clock;
        system = before == null ? new InMemoryBlobStore("system", clock) : before.system;
        compute = before == null ? new InMemoryCompute(clock) : before.compute;
        jobRows = before == null ? new InMemoryRowStore<>() : before.jobRows;
        costRows = before == null ? new InMemoryRowStore<>() : before.costRows;
        cancelledRows = before == null ? new InMemoryRowStore<>() : before.cancelledRows;
        cancelledTasks = new TableCancelledTasks(cancelledRows);
        SchedulingMeters schedulingMeters = new SchedulingMeters(meters, clock, Duration.ofSeconds(30));
        jobs = new MeteredJobStore(new TableJobStore(jobRows), schedulingMeters, maxActiveJobs, meters, clock);
        costs = new MeteredCostStore(new TableCostStore(costRows), schedulingMeters);
        ComputeAccount account = new MeteredComputeAccount(compute, schedulingMeters);
        crashPoints = before == null ? new ArrayList<>() : before.crashPoints;
        SchedulerSettings settings = ExampleJobs.settings(maxActiveJobs);
        PlanReader plans = new BlobPlanReader(system);
        PoolCatalogue catalogue = new PoolCatalogue(
                Map.of("ubuntu-22.04", ExampleJobs.MARKETPLACE_IMAGE), 10, 0, new NodeSlots(8, 0), PoolProfiles.none());
        JobAdmission admission = new JobAdmission(jobs, settings, clock);
        PoolDemands demands = new PoolDemands(jobs, compute.pools, clock);
        MeterJobs meter = new MeterJobs(costs, compute.pools, jobs, clock);
        CloseJob close = new CloseJob(jobs, account, admission, meter, crashPoints::add, clock);
        TaskHarness harness = new TaskHarness("cafe");
        JobLimits limits = new JobLimits(compute, harness, settings, Duration.ofDays(29));
        admit = new AdmitJob(jobs, plans, new QuoteJob(catalogue, prices, costs), limits, admission, clock);
        BlobVerifiedOutputs outputs = new BlobVerifiedOutputs(system);
        PreviousRound previousRound = new PreviousRound(outputs, () -> {});
        submit = new SubmitSlice(
                jobs,
                new LevelHandover(
                        plans,
                        new BeginJob(new JobPool(compute.pools, demands), account, harness, DropTraces.none()),
                        new SplitLevel(plans, account, settings, DropTraces.none()),
                        new MapLevel(plans, outputs, previousRound, account, settings, DropTraces.none()),
                        new MergeLevel(outputs, previousRound, account, settings, DropTraces.none()),
                        DropTraces.none()),
                new SubmissionFailurePolicy(
                        jobs,
                        close,
                        admission,
                        settings,
                        Backoff.doubling(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                        clock),
                account,
                schedulingMeters,
                clock);
        cancelTask = new CancelTask(jobs, cancelledTasks, close, account, new Random(1));
        cancel = new CancelJob(jobs, close, account, schedulingMeters, clock);
        pause = new PauseJob(jobs, account, admission, crashPoints::add, clock);
        advance = new AdvanceJob(jobs, close, schedulingMeters, clock);
        beginMap = new BeginMap(jobs, plans, limits, close, schedulingMeters, clock);
        reconciler = new Reconciler(
                jobs,
                admission,
                new WakeStuck(settings, clock),
                new CleanUp(account, settings, schedulingMeters, clock),
                new Reconciler.PoolRounds(
                        new KeepPools(compute.pools, demands, settings, clock),
                        new CostRound(meter, new StopAtBudget(costs, account, crashPoints::add)),
                        pause,
                        cancelTask));
    }

    /** Writes the plan of a drop without merge and budget. */
    Plan planned(String workload, String drop, int tasks) {
        return written(ExampleJobs.plan(workload, drop, tasks, SLICE, null));
    }

    /** Writes the plan of a drop without merge. */
    Plan planned(String workload, String drop, int tasks, @Nullable String budget) {
        return written(ExampleJobs.plan(ExampleJobs.workload(workload, null, budget), drop, tasks, SLICE));
    }

    /** Writes the plan of a drop, as submission-service does. */
    Plan planned(String workload, String drop, int tasks, @Nullable Merge merge) {
        return written(ExampleJobs.plan(workload, drop, tasks, SLICE, merge));
    }

    /** Writes the plan of a job that files share. */
    Plan plannedOfFiles(String workload, String window, int tasks) {
        return written(ExampleJobs.planOfFiles(workload, window, tasks, SLICE));
    }

    /** Writes the plan of a drop that is run in rounds. */
    Plan plannedInRounds(String workload, int max, int tasks, Merge merge) {
        return written(ExampleJobs.plan(ExampleJobs.inRounds(workload, max, merge), "d", tasks, SLICE));
    }

    /** Writes the first head of a drop that is to be split, and its only task. */
    Plan toBeSplit(String workload, String drop, @Nullable Merge merge) {
        Plan plan = ExampleJobs.toBeSplit(workload, drop, SLICE, merge);
        write(SystemLayout.splitTask(plan.submission()), List.of(ExampleJobs.task(1)));
        write(SystemLayout.plan(plan.submission()), List.of(plan));
        return plan;
    }

    /** Writes the second head of a drop that was split, and its tasks. */
    Plan mapPlanned(Plan first, int tasks) {
        Plan plan = ExampleJobs.split(first, tasks);
        writeSlices(plan);
        write(SystemLayout.mapPlan(plan.submission()), List.of(plan));
        return plan;
    }

    private Plan written(Plan plan) {
        writeSlices(plan);
        write(SystemLayout.plan(plan.submission()), List.of(plan));
        return plan;
    }

    private void writeSlices(Plan plan) {
        int tasks = plan.mapTasks();
        for (int slice = 0; slice < plan.slices(); slice++) {
            int from = slice * SLICE + 1;
            int to = Math.min(tasks, from + SLICE - 1);
            write(
                    SystemLayout.planSlice(plan.submission(), slice),
                    IntStream.rangeClosed(from, to).mapToObj(ExampleJobs::task).toList());
        }
    }

    void accepted(Plan plan) {
        react(admit.accepted(event(plan)));
    }

    SubmissionAccepted event(Plan plan) {
        return new SubmissionAccepted(
                plan.submission(),
                plan.workload().name().value(),
                plan.trigger(),
                clock.instant(),
                SystemLayout.plan(plan.submission()),
                plan.levels(),
                plan.workload().priority(),
                plan.inputCount(),
                plan.inputBytes(),
                plan.toldMapLevel(),
                plan.rounds());
    }

    /** Writes the record of a level's outputs, as results-service does, and announces it. */
    void verified(Plan plan, int level, boolean sound) {
        verifiedWithout(plan, level, sound, Set.of());
    }

    /** The map level, sound but for the tasks that failed and that the workload can do without. */
    void verifiedWithout(Plan plan, Integer... failed) {
        JobId job = JobId.of(plan.submission(), 1);
        write(
                SystemLayout.levelMissing(job, plan.mapLevel()),
                Arrays.stream(failed)
                        .map(index -> failedTask(plan.mapLevel(), index))
                        .toList());
        verifiedWithout(plan, plan.mapLevel(), true, Set.of(failed));
    }

    private static TaskRecord failedTask(int level, int index) {
        return new TaskRecord(TaskId.of(level, index), false, 3, "node-1", null, null, 0, 0, null);
    }

    private void verifiedWithout(Plan plan, int level, boolean sound, Set<Integer> failed) {
        JobId job = job(plan);
        write(
                SystemLayout.levelOutputs(job, level),
                IntStream.rangeClosed(1, plan.levels().get(level))
                        .filter(index -> !failed.contains(index))
                        .mapToObj(index -> verifiedTask(job, level, index))
                        .toList());
        react(advance.verified(new LevelVerified(
                plan.submission(),
                plan.workload().name().value(),
                job,
                level,
                sound,
                SystemLayout.levelOutputs(job, level),
                plan.levels())));
    }

    /** Writes what the next attempt takes over of a level, and announces the attempt, as results-service does. */
    JobId retried(Plan plan, int level, Integer... taken) {
        JobId job = JobId.of(plan.submission(), 2);
        for (int below = 0; below < level; below++) {
            int on = below;
            write(
                    SystemLayout.levelOutputs(job, on),
                    IntStream.rangeClosed(1, plan.levels().get(on))
                            .mapToObj(index -> verifiedTask(job(plan), on, index))
                            .toList());
        }
        write(
                SystemLayout.levelCarried(job, level),
                Arrays.stream(taken)
                        .map(index -> new CarriedTask(
                                new TaskRecord(TaskId.of(level, index), true, 0, "node-1", null, null, 0, 0, null),
                                verifiedTask(job(plan), level, index)))
                        .toList());
        react(admit.retried(new JobRetried(
                plan.submission(),
                plan.workload().name().value(),
                job,
                job(plan),
                plan.trigger(),
                new UserRequest("ann", UserRequest.Route.API, clock.instant()),
                plan.levels(),
                new CarriedTasks(level, taken.length),
                plan.toldMapLevel(),
                plan.rounds())));
        return job;
    }

    /** Handles commands that are due until there are none. */
    void work() {
        while (true) {
            List<SchedulerCommand.HandOverSlice> due = queue.stream()
                    .filter(step ->
                            step.notBefore() == null || !step.notBefore().isAfter(clock.instant()))
                    .toList();
            if (due.isEmpty()) {
                return;
            }
            queue.removeAll(due);
            due.forEach(step -> react(submit.submit(step)));
        }
    }

    /** Lets the time pass and then looks at the pools. */
    void pools(Duration time) {
        clock.advance(time);
        react(reconciler.lookAtPools());
        reconciler.stopAtBudget();
    }

    void pulse() {
        react(reconciler.lookAtJobs());
    }

    void react(HandlerResult result) {
        announced.addAll(result.announcements());
        result.commands().stream()
                .map(SchedulerCommand.HandOverSlice.class::cast)
                .filter(step -> seen.add(step.key()))
                .forEach(queue::add);
    }

    <A extends DomainEvent> List<A> announced(Class<A> type) {
        return announced.stream().filter(type::isInstance).map(type::cast).toList();
    }

    Set<String> tasks(Plan plan) {
        return compute.tasks.getOrDefault(job(plan), Map.of()).keySet();
    }

    static JobId job(Plan plan) {
        return JobId.of(plan.submission(), 1);
    }

    static VerifiedTask verifiedTask(JobId job, int level, int index) {
        TaskId id = TaskId.of(level, index);
        return new VerifiedTask(
                id,
                "run",
                "base/" + job + "/" + id + "/run/",
                List.of(new VerifiedTask.VerifiedOutput("out.txt", 3, "ab".repeat(32), "")));
    }

    private void write(String path, List<?> lines) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Object line : lines) {
            content.writeBytes(ModelJson.write(line));
            content.writeBytes("\n".getBytes(StandardCharsets.UTF_8));
        }
        system.write(path, content.toByteArray(), "application/json");
    }
}
