package io.dropbatch.localazure.batch.engine.pool;

import io.dropbatch.localazure.batch.autoscale.Formula;
import io.dropbatch.localazure.batch.autoscale.FormulaOutcome;
import io.dropbatch.localazure.batch.autoscale.sample.FormulaContext;
import io.dropbatch.localazure.batch.autoscale.sample.MetricSample;
import io.dropbatch.localazure.batch.autoscale.sample.MetricSamples;
import io.dropbatch.localazure.batch.autoscale.value.DeallocationOption;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.model.pool.AutoScaleError;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling.AutoScaleRun;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Samples the pools that scale by formula every 30 seconds, and evaluates their formulas at their intervals. A restart
 * drops the samples but keeps formulas and their schedules.
 */
public final class PoolAutoScaler {

    private final Account account;
    private final AccountStore store;
    private final PoolScaler scaler;
    private final Random random = new Random();
    private final Map<Pool, ScaleSchedule> schedules = new HashMap<>();

    public PoolAutoScaler(Account account, AccountStore store, PoolScaler scaler) {
        this.account = account;
        this.store = store;
        this.scaler = scaler;
    }

    /** Begins to sample a pool, and evaluates its formula for the first time. */
    void begin(Pool pool) {
        Instant now = account.now();
        MetricSamples samples = new MetricSamples();
        follow(pool, new ScaleSchedule(samples, now, now));
        advance(pool, now);
    }

    /** Evaluates a new formula, at the times of the old one. */
    void evaluateNow(Pool pool) {
        run(pool, account.now());
    }

    /** Evaluates the formula now and then after each new interval. */
    void restart(Pool pool) {
        ScaleSchedule former = schedules.remove(pool);
        Instant now = account.now();
        MetricSamples samples = former == null ? new MetricSamples() : former.samples();
        follow(pool, new ScaleSchedule(samples, former == null ? now : former.nextSample(), now));
        advance(pool, now);
    }

    /** Continues from the state of the previous run. */
    void resume(Pool pool) {
        if (!pool.spec().autoScaling().enabled() || pool.deleting()) {
            return;
        }
        Instant now = account.now();
        AutoScaleRun last = pool.scaling().autoScaleRun();
        Instant due =
                last == null ? now : last.time().plus(pool.spec().autoScaling().interval());
        follow(pool, new ScaleSchedule(new MetricSamples(), now, due.isBefore(now) ? now : due));
        // Later, when the jobs are restored as well.
        alarm(pool, now);
    }

    void end(Pool pool) {
        schedules.remove(pool);
    }

    AutoScaleRun evaluate(Pool pool, String formula) {
        Instant now = account.now();
        return run(outcome(pool, formula, now), now);
    }

    private void follow(Pool pool, ScaleSchedule schedule) {
        schedules.put(pool, schedule);
    }

    /** Does the due work of a pool, and sets a timer for the next. */
    private void advance(Pool pool, Instant now) {
        ScaleSchedule schedule = schedules.get(pool);
        if (schedule == null) {
            return;
        }
        schedule.sampleIfDue(now, time -> measured(pool, time));
        if (schedule.runIfDue(now, pool.spec().autoScaling().interval())) {
            run(pool, now);
        }
        alarm(pool, now);
    }

    private void alarm(Pool pool, Instant now) {
        ScaleSchedule schedule = schedules.get(pool);
        if (schedule != null) {
            account.changeLater(Duration.between(now, schedule.next()), () -> wake(pool, schedule));
        }
    }

    private void wake(Pool pool, ScaleSchedule schedule) {
        if (schedules.get(pool) != schedule) {
            return;
        }
        if (pool.deleting() || account.pools().get(pool.id()) != pool) {
            end(pool);
            return;
        }
        advance(pool, account.now());
    }

    private void run(Pool pool, Instant now) {
        FormulaOutcome outcome =
                outcome(pool, String.valueOf(pool.spec().autoScaling().formula()), now);
        pool.scale(pool.scaling().evaluated(run(outcome, now)));
        store.save(pool);
        if (outcome.error() == null && wants(pool, outcome)) {
            scaler.resize(pool, outcome.targetDedicated(), outcome.targetLowPriority(), option(outcome.deallocation()));
        }
    }

    /** Whether the pool needs another size, or failed to reach this one. */
    private static boolean wants(Pool pool, FormulaOutcome outcome) {
        PoolScaling scaling = pool.scaling();
        boolean same = outcome.targetDedicated() == scaling.targetDedicated()
                && outcome.targetLowPriority() == scaling.targetLowPriority();
        boolean reached =
                pool.current(true) == outcome.targetDedicated() && pool.current(false) == outcome.targetLowPriority();
        return !same || (scaling.state() == PoolScaling.State.STEADY && !reached);
    }

    private FormulaOutcome outcome(Pool pool, String formula, Instant now) {
        ScaleSchedule schedule = schedules.get(pool);
        return Formula.evaluate(
                formula,
                new FormulaContext(
                        now,
                        measured(pool, now),
                        schedule == null ? new MetricSamples() : schedule.samples(),
                        pool.scaling().targetDedicated(),
                        pool.scaling().targetLowPriority(),
                        random));
    }

    private MetricSample measured(Pool pool, Instant time) {
        return PoolMeter.measure(pool, account.jobs().values(), time);
    }

    private static AutoScaleRun run(FormulaOutcome outcome, Instant now) {
        return new AutoScaleRun(
                now, outcome.results(), outcome.error() == null ? null : AutoScaleError.of(outcome.error()));
    }

    private static PoolScaling.Deallocation option(DeallocationOption option) {
        return switch (option) {
            case REQUEUE -> PoolScaling.Deallocation.REQUEUE;
            case TERMINATE -> PoolScaling.Deallocation.TERMINATE;
            case TASKCOMPLETION -> PoolScaling.Deallocation.TASK_COMPLETION;
            case RETAINEDDATA -> PoolScaling.Deallocation.RETAINED_DATA;
        };
    }
}
