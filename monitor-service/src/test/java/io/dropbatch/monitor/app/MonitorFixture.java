package io.dropbatch.monitor.app;

import static io.dropbatch.monitor.ExampleWatches.JOB;
import static io.dropbatch.monitor.ExampleWatches.NOON;
import static io.dropbatch.monitor.ExampleWatches.POOL;
import static io.dropbatch.monitor.ExampleWatches.succeeded;

import io.dropbatch.model.event.Announcement;
import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.retry.Backoff;
import io.dropbatch.monitor.adapter.store.TableWatchlist;
import io.dropbatch.monitor.adapter.store.WatchRow;
import io.dropbatch.monitor.app.port.LevelRecords;
import io.dropbatch.monitor.app.port.Telemetry;
import io.dropbatch.monitor.app.port.Watchlist;
import io.dropbatch.monitor.domain.Look;
import io.dropbatch.monitor.domain.Patience;
import io.dropbatch.monitor.domain.SweepRhythm;
import io.dropbatch.monitor.domain.Throttle;
import io.dropbatch.monitor.domain.Watch;
import io.dropbatch.monitor.domain.failure.JobCondition;
import io.dropbatch.monitor.domain.failure.MarkedRun;
import io.dropbatch.monitor.domain.failure.PoolCondition;
import io.dropbatch.store.InMemoryRows;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The monitor in memory: real decisions, scripted Batch, a clock that the test moves. */
final class MonitorFixture implements Telemetry {

    static final Duration GAP = Duration.ofMillis(150);
    static final Duration LAST_GAP = Duration.ofMillis(50);

    final SettableClock clock = new SettableClock(NOON);
    final ManualTimetable timetable = new ManualTimetable(clock);
    final ScriptedBatch batch = new ScriptedBatch();
    final List<Announcement> announced = new ArrayList<>();
    final Map<TaskId, MarkedRun> markers = new HashMap<>();
    final Map<String, List<TaskRecord>> records = new HashMap<>();
    final List<String> checkpoints = new ArrayList<>();
    final Watchlist watchlist;
    final Lookout lookout;
    final WatchJob watchJob;
    final SweepJobs sweepJobs;
    int looks;
    int recovered;
    int failedLooks;
    int throttled;
    Runnable onCheckpoint = () -> {};

    MonitorFixture() {
        this(new TableWatchlist(new InMemoryRows<WatchRow>(), new InMemoryRows<>()));
    }

    MonitorFixture(Watchlist watchlist) {
        this.watchlist = watchlist;
        Environment environment = new Environment(announced::addAll, this::checkpoint, this, clock);
        LookAtJob lookAtJob = new LookAtJob(
                watchlist,
                (job, task) -> Optional.ofNullable(markers.get(task)),
                new NoticeTasks(batch, new Look.Overlaps(Duration.ofSeconds(1), Duration.ofSeconds(5)), environment),
                new JudgeLevel(
                        new CompleteLevel(batch, this::record, environment),
                        new ExamineJob(batch),
                        new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofHours(1)),
                        environment),
                environment,
                Duration.ofSeconds(1));
        lookout = new Lookout(
                lookAtJob,
                timetable,
                new Throttle(Backoff.doubling(Duration.ofSeconds(1), Duration.ofMinutes(2))),
                new Pacing(
                        GAP,
                        LAST_GAP,
                        2,
                        Backoff.doubling(GAP, Duration.ofSeconds(5)),
                        Backoff.doubling(Duration.ofMillis(500), Duration.ofSeconds(30)),
                        Duration.ofSeconds(1)),
                environment);
        watchJob = new WatchJob(watchlist, lookout, environment);
        sweepJobs = new SweepJobs(
                watchlist,
                lookout,
                new SweepRhythm(Duration.ofSeconds(4), Duration.ofSeconds(10)),
                Duration.ofDays(1),
                environment);
        batch.jobs.put(JOB, new JobCondition.Running());
        batch.pools.put(POOL, new PoolCondition(POOL, false, 1, 1, 1, List.of(), null));
    }

    /** Another process over the same state. */
    MonitorFixture restarted() {
        MonitorFixture next = new MonitorFixture(watchlist);
        next.batch.ended.putAll(batch.ended);
        next.clock.advance(Duration.between(NOON, clock.instant()));
        return next;
    }

    /** A task of the first level succeeds and signals it. */
    void end(int index) {
        batch.end(succeeded(index));
        lookout.signalled(JOB, TaskId.of(0, index));
    }

    /** Lets time pass with sweeps going on. */
    void pass(Duration time) {
        for (long passed = 0; passed < time.toMillis(); passed += 2000) {
            sweepJobs.sweep();
            timetable.pass(Duration.ofMillis(Math.min(2000, time.toMillis() - passed)));
        }
    }

    <A extends Announcement> List<A> announced(Class<A> type) {
        return announced.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<TaskRecord> record(int level) {
        return records.getOrDefault(SystemLayout.levelTasks(JOB, level), List.of());
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
    public void opened(Watch watch) {}

    @Override
    public void closed(JobId job) {}

    @Override
    public void looked(JobId job, Look look, Duration took, int found, int newlyRecovered) {
        looks++;
        recovered += newlyRecovered;
    }

    @Override
    public void lookFailed(JobId job, RuntimeException cause) {
        failedLooks++;
    }

    @Override
    public void throttled(Duration wait) {
        throttled++;
    }

    @Override
    public void levelCompleted(LevelCompleted completed) {}

    @Override
    public void stuck(JobStuck stuck) {}

    @Override
    public void swept(int jobs) {}
}
