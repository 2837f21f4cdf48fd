package io.dropbatch.localazure.batch.engine.fault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The armed faults and whether they strike. Thread-safe; a restart disarms all faults. */
public final class FaultInjection {

    private final List<Armed> armed = new CopyOnWriteArrayList<>();
    private final AtomicLong lastId = new AtomicLong();

    /** Arms one more fault; returns the number by which it can be disarmed. */
    public long arm(InjectedFault fault) {
        Armed next = new Armed(lastId.incrementAndGet(), fault);
        armed.add(next);
        return next.id();
    }

    /** Makes the next {@code count} occasions fail; replaces the armed faults of this kind. */
    public void arm(Kind kind, int count) {
        armed.removeIf(old -> old.fault().kind() == kind);
        if (count > 0) {
            arm(InjectedFault.next(kind, count));
        }
    }

    public boolean disarm(long id) {
        return armed.removeIf(old -> old.id() == id);
    }

    public void clear() {
        armed.clear();
    }

    /** All armed faults, without those used up. */
    public List<Armed> armed() {
        return List.copyOf(armed);
    }

    /** The remaining count of a kind's limited faults. */
    public int left(Kind kind) {
        return armed.stream()
                .filter(fault -> fault.fault().kind() == kind)
                .mapToInt(fault -> Math.max(0, fault.left()))
                .sum();
    }

    /** Whether and how this occasion fails; the fault that was armed first strikes. */
    public Optional<Strike> strike(Kind kind, FaultOccasion occasion) {
        for (Armed each : armed) {
            if (each.fault().kind() == kind && each.fault().where().covers(occasion)) {
                Optional<Strike> strike = each.strike();
                if (each.left() == 0) {
                    armed.remove(each);
                }
                if (strike.isPresent()) {
                    return strike;
                }
            }
        }
        return Optional.empty();
    }

    public boolean strikes(Kind kind, FaultOccasion occasion) {
        return strike(kind, occasion).isPresent();
    }

    /** How an occasion is struck. */
    public record Strike(Duration delay, int retryAfter) {}

    /** A fault that may still strike. */
    public static final class Armed {

        private final long id;
        private final InjectedFault fault;
        private final Random random;
        private int left;
        private int struck;

        private Armed(long id, InjectedFault fault) {
            this.id = id;
            this.fault = fault;
            this.random = new Random(fault.seed());
            this.left = fault.count();
        }

        public long id() {
            return id;
        }

        public InjectedFault fault() {
            return fault;
        }

        /** How often it can still strike; {@link InjectedFault#UNLIMITED} for no limit. */
        public synchronized int left() {
            return left;
        }

        public synchronized int struck() {
            return struck;
        }

        private synchronized Optional<Strike> strike() {
            if (left == 0 || (fault.probability() < 1 && random.nextDouble() >= fault.probability())) {
                return Optional.empty();
            }
            left -= left > 0 ? 1 : 0;
            struck++;
            return Optional.of(new Strike(fault.delay().draw(random), fault.retryAfter()));
        }
    }

    /** The kinds of faults. */
    public enum Kind {
        /** A call is answered late. */
        LATENCY("latency"),
        /** A call is answered 429 with {@code Retry-After}. */
        THROTTLE("throttle"),
        /** A call is answered 503 with {@code Retry-After}. */
        UNAVAILABLE("unavailable"),
        /** A call is answered 500. */
        INTERNAL_ERROR("internalError"),
        /** A call is answered 413, as if its body were too large. */
        TOO_LARGE("tooLarge"),
        /** A job or job schedule is refused with {@code ActiveJobAndScheduleQuotaReached}. */
        JOB_QUOTA("jobQuota"),
        /** A pool is refused with {@code PoolQuotaReached}. */
        POOL_QUOTA("poolQuota"),
        /** A node is not allocated; the resize ends with {@code AccountCoreQuotaReached}. */
        CORE_QUOTA("coreQuota"),
        /** No node is allocated; the resize goes on until its time is up and ends with {@code AllocationTimedout}. */
        NO_CAPACITY("noCapacity"),
        /** A pool is refused with {@code InvalidPropertyValue}, as where Azure does not offer its {@code vmSize}. */
        VM_SIZE("noSuchVmSize"),
        /** The counts of a job's tasks are those of an earlier moment. */
        STALE_COUNTS("staleCounts"),
        /** A task of a collection is refused as {@code servererror}. */
        SERVER_ERROR("serverError"),
        /** A run's resource files cannot be downloaded. */
        DOWNLOAD("failDownload"),
        /** A run's output files cannot be uploaded. */
        UPLOAD("failUpload"),
        /** A job preparation task fails. */
        PREPARATION("failPreparation"),
        /** A start task fails. */
        START_TASK("failStartTask"),
        /** The node of a task is lost while the task runs. */
        LOSE_NODE_OF("loseNodeOf"),
        /** An event of the service log is not delivered. */
        LOSE_EVENT("loseEvent"),
        /** An event of the service log is delivered late. */
        DELAY_EVENT("delayEvent"),
        /** An event of the service log is delivered twice, the second time after a delay. */
        REPEAT_EVENT("repeatEvent");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** Its name in requests. */
        public String word() {
            return word;
        }
    }
}
