package io.dropbatch.scheduler.adapter.store;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Closed;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.ScheduledJob.Running;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import io.dropbatch.store.PartitionRounds;
import io.dropbatch.store.RowStore;
import io.dropbatch.store.VersionedRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Keeps jobs in a table: open ones in one partition, so that one query reads them, closed ones in another. A job is
 * closed by writing the second row before the first is deleted; when both are there, it is closed.
 */
public final class TableJobStore implements JobStore {

    private static final Logger LOG = LoggerFactory.getLogger(TableJobStore.class);
    private static final String ACTIVE = "active";
    private static final String CLOSED = "closed";

    private static final int FORGOTTEN_AT_A_TIME = 500;

    private final RowStore<JobRow> rows;
    private final PartitionRounds<JobRow> closed;

    public TableJobStore(RowStore<JobRow> rows) {
        this.rows = rows;
        this.closed = new PartitionRounds<>(rows, CLOSED, FORGOTTEN_AT_A_TIME);
    }

    @Override
    public Optional<StoredJob<ScheduledJob>> find(JobId job) {
        return rows.find(ACTIVE, job.value())
                .or(() -> rows.find(CLOSED, job.value()))
                .map(TableJobStore::entry);
    }

    @Override
    public boolean add(Open job) {
        String key = key(job);
        if (rows.insert(ACTIVE, key, JobRow.of(job)).isEmpty()) {
            return false;
        }
        // The closed row is read last: closing a job writes this row before it deletes the open one.
        if (rows.find(CLOSED, key).isPresent()) {
            rows.delete(ACTIVE, key);
            return false;
        }
        log(job);
        return true;
    }

    @Override
    public Optional<StoredJob<ScheduledJob>> replace(StoredJob<? extends Open> read, Open job) {
        VersionedRow<JobRow> before = new VersionedRow<>(ACTIVE, key(job), JobRow.of(read.job()), read.version());
        Optional<StoredJob<ScheduledJob>> after =
                rows.replace(before, JobRow.of(job)).map(TableJobStore::entry);
        after.ifPresent(entry -> log(entry.job()));
        return after;
    }

    @Override
    public Closed close(Closed job) {
        String key = key(job);
        Closed first = rows.insert(CLOSED, key, JobRow.of(job)).isPresent() ? job : closed(key, job);
        rows.delete(ACTIVE, key);
        log(first);
        return first;
    }

    @Override
    public List<StoredJob<Open>> open() {
        try (Stream<VersionedRow<JobRow>> active = rows.partition(ACTIVE)) {
            return active.flatMap(TableJobStore::open).toList();
        }
    }

    @Override
    public void forgetClosed(Instant before) {
        closed.next().stream()
                .filter(row -> row.value().since().isBefore(before))
                .forEach(row -> rows.delete(CLOSED, row.key()));
    }

    private Closed closed(String key, Closed otherwise) {
        return rows.find(CLOSED, key)
                .map(row -> row.value().job())
                .filter(Closed.class::isInstance)
                .map(Closed.class::cast)
                .orElse(otherwise);
    }

    private static Stream<StoredJob<Open>> open(VersionedRow<JobRow> row) {
        return row.value().job() instanceof Open job ? Stream.of(new StoredJob<>(job, row.etag())) : Stream.empty();
    }

    private static StoredJob<ScheduledJob> entry(VersionedRow<JobRow> row) {
        return new StoredJob<>(row.value().job(), row.etag());
    }

    /** Logs one line for each transition of a job. */
    private static void log(ScheduledJob job) {
        if (job instanceof Open open && open.isPaused()) {
            LOG.atInfo().addKeyValue("jobId", key(job)).log("job pauses");
            return;
        }
        LoggingEventBuilder transition = LOG.atInfo().addKeyValue("jobId", key(job));
        switch (job) {
            case Queued queued ->
                withFailure(transition.addKeyValue("poolId", queued.pool().id()), queued.reason())
                        .log("job waits");
            case Submitting submitting ->
                transition
                        .addKeyValue("level", submitting.position().level())
                        .addKeyValue("slice", submitting.position().slice())
                        .addKeyValue("attempt", submitting.tries() + 1)
                        .log("job is being submitted");
            case Running running ->
                transition.addKeyValue("level", running.level()).log("job runs");
            case Closed closed -> withFailure(transition, closed.failure()).log("job is closed");
        }
    }

    private static LoggingEventBuilder withFailure(LoggingEventBuilder transition, @Nullable Failure failure) {
        return failure == null
                ? transition
                : transition
                        .addKeyValue("reason", failure.code().value())
                        .addKeyValue("explanation", failure.message());
    }

    private static String key(ScheduledJob job) {
        return job.facts().job().value();
    }
}
