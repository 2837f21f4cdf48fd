package io.dropbatch.model.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StripedLockTest {

    private final StripedLock lock = new StripedLock();

    @Test
    void work_on_one_key_is_done_one_after_the_other() {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger mostAtOnce = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            IntStream.range(0, 500)
                    .forEach(each -> threads.submit(() -> lock.with("key", () -> {
                        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                        Thread.yield();
                        return atOnce.decrementAndGet();
                    })));
        }

        assertThat(mostAtOnce).hasValue(1);
    }

    @Test
    void work_on_another_key_need_not_wait() throws Exception {
        CountDownLatch otherDone = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Boolean> first = threads.submit(() -> lock.with(1, () -> awaited(otherDone)));
            threads.submit(() -> lock.with(2, () -> {
                otherDone.countDown();
                return 0;
            }));

            assertThat(first.get()).isTrue();
        }
    }

    @Test
    void work_may_take_its_own_lock_again() {
        assertThat(lock.with("key", () -> lock.with("key", () -> "done"))).isEqualTo("done");
    }

    @Test
    void work_that_fails_leaves_no_lock_behind() throws Exception {
        assertThatIllegalStateException()
                .isThrownBy(() -> lock.with("key", () -> {
                    throw new IllegalStateException("told to");
                }));

        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            assertThat(threads.submit(() -> lock.with("key", () -> "done")).get())
                    .isEqualTo("done");
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
