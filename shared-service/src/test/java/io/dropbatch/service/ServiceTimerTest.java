package io.dropbatch.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class ServiceTimerTest {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void runs_a_task_again_that_failed_and_says_so(CapturedOutput output) throws InterruptedException {
        CountDownLatch twice = new CountDownLatch(2);
        ServiceTimer timer = timer(PeriodicTask.every(SHORT, "sweep", () -> {
            twice.countDown();
            throw new AssertionError("storage is away");
        }));

        timer.start();
        boolean ranAgain = twice.await(20, TimeUnit.SECONDS);
        timer.stop();

        assertThat(ranAgain).isTrue();
        assertThat(output.getAll()).contains("a periodic task failed and will be run again");
    }

    @Test
    void begins_a_task_when_it_is_started_and_not_before() throws InterruptedException {
        CountDownLatch once = new CountDownLatch(1);
        ServiceTimer timer =
                timer(PeriodicTask.every(LONG, "sweep", once::countDown).firstAfter(Duration.ZERO));
        boolean idle = !timer.isRunning() && once.getCount() == 1;

        timer.start();
        boolean ran = once.await(20, TimeUnit.SECONDS);
        timer.stop();

        assertThat(idle).isTrue();
        assertThat(ran).isTrue();
    }

    @Test
    void lets_a_run_that_has_begun_come_to_its_end() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        ServiceTimer timer = timer();
        CountDownLatch stopping = new CountDownLatch(1);
        timer.after(Duration.ZERO, () -> {
            begun.countDown();
            await(stopping);
            ended.set(true);
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        Thread stop = Thread.ofPlatform().start(timer::stop);
        stopping.countDown();
        stop.join();

        assertThat(ended).isTrue();
    }

    @Test
    void begins_nothing_any_more_once_it_has_stopped() {
        AtomicInteger runs = new AtomicInteger();
        ServiceTimer timer = timer(PeriodicTask.every(LONG, "sweep", runs::incrementAndGet));
        timer.start();
        timer.after(LONG, runs::incrementAndGet);

        timer.stop();
        timer.after(Duration.ZERO, runs::incrementAndGet);

        assertThat(timer.isRunning()).isFalse();
        assertThat(runs).hasValue(0);
    }

    private static ServiceTimer timer(PeriodicTask... tasks) {
        return new ServiceTimer(1, List.of(tasks));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
