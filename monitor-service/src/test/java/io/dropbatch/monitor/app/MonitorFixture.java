package io.dropbatch.monitor.app;

import static io.dropbatch.monitor.ExampleWatches.JOB;
import static io.dropbatch.monitor.ExampleWatches.NOON;
import static io.dropbatch.monitor.ExampleWatches.POOL;
import static io.dropbatch.monitor.ExampleWatches.succeeded;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.retry.Backoff;
import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.monitor.adapter.metrics.MicrometerTelemetry;
import io.dropbatch.monitor.adapter.store.TableWatchStore;
import io.dropbatch.monitor.adapter.store.WatchRow;
import io.dropbatch.monitor.app.port.LevelRecords;
import io.dropbatch.monitor.app.port.MonitorTelemetry;
import io.dropbatch.monitor.app.port.WatchStore;
import io.dropbatch.monitor.domain.AccountThrottle;
import io.dropbatch.monitor.domain.LevelWatch;
import io.dropbatch.monitor.domain.PollKind;
import io.dropbatch.monitor.domain.StallPolicy;
import io.dropbatch.monitor.domain.SweepRhythm;
import io.dropbatch.monitor.domain.TaskEndTally;
import io.dropbatch.monitor.domain.WatchedJob;
import io.dropbatch.monitor.domain.WatchedLevel;
import io.dropbatch.monitor.domain.failure.JobCondition;
import io.dropbatch.monitor.domain.failure.PoolCondition;
import io.dropbatch.monitor.domain.failure.RunMarker;
import io.dropbatch.store.InMemoryRowStore;
import io.dropbatch.testing.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The monitor in memory, with real decisions, a scripted Batch account and a clock that the test moves. */
final class MonitorFixture implements MonitorTelemetry {

    static final Duration GAP = Duration.ofMillis(150);
    static final Duration LAST_GAP = Duration.ofMillis(50);

    final SettableClock clock = new SettableClock(NOON);
    final ManualTimetable timetable = new ManualTimetable(clock);
    final ScriptedBatch batch = new ScriptedBatch();
    final List<DomainEvent> announced = new ArrayList<>();
    final Map<TaskId, RunMarker> markers = new HashMap<>();
    final Map<String, List<TaskRecord>> records = new HashMap<>();
    final List<String> checkpoints = new ArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MonitorTelemetry telemetry = new MicrometerTelemetry(meters, Duration.ofSeconds(10));
    final WatchStore watches;
    final PollScheduler pollScheduler;
    final WatchJob watchJob;
    final SweepJobs sweepJobs;
    int looks;
    int recovered;
    int failedLooks;
    int throttled;
    int tolerated;
    Runnable onCheckpoint = () -> {};

    MonitorFixture() {
        this(new TableWatchStore(new InMemoryRowStore<WatchRow>(), new InMemoryRowStore<>()));
    }

    MonitorFixture(WatchStore watches) {
        this.watches = watches;
        UseCaseContext context =
                new UseCaseContext(announced::addAll, this::checkpoint, this, DropTraces.none(), clock);
        PollJob pollJob = new PollJob(
                watches,
                batch,
                (job, task) -> Optional.ofNullable(markers.get(task)),
                new NoticeTasks(
                        batch,
                        new PollKind.Overlaps(Duration.ofSeconds(1), Duration.ofSeconds(5)),
                        new TaskTraces(DropTraces.none(), (job, task) -> List.of(), 200),
                        context),
                new JudgeLevel(
                        new CompleteLevel(batch, this::record, this::tolerated, context),
                        new ExamineJob(batch),
                        new StallPolicy(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofHours(1)),
                        this::tolerated,
                        context),
                context,
                Duration.ofSeconds(1));
        pollScheduler = new PollScheduler(
                pollJob,
                timetable,
                new AccountThrottle(Backoff.doubling(Duration.ofSeconds(1), Duration.ofMinutes(2))),
                new PollIntervals(
                        GAP,
                        LAST_GAP,
                        2,
                        Backoff.doubling(GAP, Duration.ofSeconds(5)),
                        Backoff.doubling(Duration.ofMillis(500), Duration.ofSeconds(30)),
                        Duration.ofSeconds(1)),
                context);
        watchJob = new WatchJob(watches, pollScheduler, context);
        sweepJobs = new SweepJobs(
                watches,
                pollScheduler,
                new SweepRhythm(Duration.ofSeconds(4), Duration.ofSeconds(10)),
                Duration.ofDays(1),
                context);
        batch.jobs.put(JOB, new JobCondition.Running());
        batch.pools.put(POOL, new PoolCondition(POOL, false, 1, 1, 1, List.of(), null));
    }

    /** Another process over the same state. */
    MonitorFixture restarted() {
        MonitorFixture next = new MonitorFixture(watches);
        next.batch.ended.putAll(batch.ended);
        next.clock.advance(Duration.between(NOON, clock.instant()));
        return next;
    }

    /** A task of the first level succeeds and signals it. */
    void end(int index) {
        batch.end(succeeded(index));
        pollScheduler.signalled(JOB, TaskId.of(0, index));
    }

    /** Lets time pass with sweeps going on. */
    void pass(Duration time) {
        for (long passed = 0; passed < time.toMillis(); passed += 2000) {
            sweepJobs.sweep();
            timetable.pass(Duration.ofMillis(Math.min(2000, time.toMillis() - passed)));
        }
    }

    <A extends DomainEvent> List<A> announced(Class<A> type) {
        return announced.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<TaskRecord> record(int level) {
        return records.getOrDefault(SystemLayout.levelTasks(JOB, level), List.of());
    }

    private int tolerated(WatchedLevel level) {
        return level.level() == 0 ? tolerated : 0;
    }

    private String record(JobId job, int level, LevelRecords.Source source) {
        List<TaskRecord> lines = new ArrayList<>();
        source.writeTo(lines::add);
        String path = SystemLayout.levelTasks(job, level);
        records.put(path, lines);
        return path;
    }

    private void checkpoint(String point) {
        checkpoints.add(point);
        onCheckpoint.run();
    }

    @Override
    public void opened(LevelWatch watch) {
        telemetry.opened(watch);
    }

    @Override
    public void closed(JobId job) {
        telemetry.closed(job);
    }

    @Override
    public void repeated(JobScheduled scheduled) {
        telemetry.repeated(scheduled);
    }

    @Override
    public void late(JobScheduled scheduled) {
        telemetry.late(scheduled);
    }

    @Override
    public void looked(JobId job, PollKind kind, Duration took, int found, int newlyRecovered) {
        looks++;
        recovered += newlyRecovered;
        telemetry.looked(job, kind, took, found, newlyRecovered);
    }

    @Override
    public void ended(WatchedJob job, TaskEndTally tasks) {
        telemetry.ended(job, tasks);
    }

    @Override
    public void lookFailed(JobId job, RuntimeException cause) {
        failedLooks++;
        telemetry.lookFailed(job, cause);
    }

    @Override
    public void throttled(Duration wait) {
        throttled++;
        telemetry.throttled(wait);
    }

    @Override
    public void levelCompleted(LevelCompleted completed) {
        telemetry.levelCompleted(completed);
    }

    @Override
    public void stuck(JobStuck stuck) {
        telemetry.stuck(stuck);
    }

    @Override
    public void swept(int jobs, int tasks) {
        telemetry.swept(jobs, tasks);
    }
}
