package io.dropbatch.localazure.batch.engine.state;

import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.JobScheduleId;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleDefinition;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleState;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job schedule: it creates jobs at its times, one after the other. Changed only inside {@code Account.change}. */
public final class JobSchedule {

    private final long key;
    private final JobScheduleId id;
    private final Instant created;
    private volatile JobScheduleDefinition spec;
    private volatile JobScheduleStatus status;
    private volatile Instant modified;
    private @Nullable Instant alarm;

    public JobSchedule(
            long key,
            JobScheduleId id,
            JobScheduleDefinition spec,
            JobScheduleStatus status,
            Instant created,
            Instant modified) {
        this.key = key;
        this.id = id;
        this.spec = spec;
        this.status = status;
        this.created = created;
        this.modified = modified;
    }

    public long key() {
        return key;
    }

    public JobScheduleId id() {
        return id;
    }

    public Instant created() {
        return created;
    }

    public JobScheduleDefinition spec() {
        return spec;
    }

    public JobScheduleStatus status() {
        return status;
    }

    public JobScheduleState state() {
        return status.state();
    }

    public Instant modified() {
        return modified;
    }

    /** Its last job. */
    public @Nullable BatchJobId recentJob() {
        return status.jobs() == 0 ? null : BatchJobId.of(id, status.jobs());
    }

    /** When it creates its next job, as planned now. */
    public @Nullable Instant nextRun(Instant now) {
        return switch (status.state()) {
            case ACTIVE, DISABLED -> spec.recurrence().next(created, status.served(), now);
            case TERMINATING, COMPLETED, DELETING -> null;
        };
    }

    @UnderLock
    public void respecify(JobScheduleDefinition next, Instant now) {
        spec = next;
        modified = now;
    }

    @UnderLock
    public void become(JobScheduleStatus next) {
        status = next;
    }

    @UnderLock
    public void touch(Instant now) {
        modified = now;
    }

    @UnderLock
    @Nullable
    public Instant alarm() {
        return alarm;
    }

    @UnderLock
    public void alarm(@Nullable Instant due) {
        alarm = due;
    }
}
