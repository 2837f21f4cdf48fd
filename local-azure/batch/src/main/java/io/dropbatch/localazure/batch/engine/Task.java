package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.document.Document;
import io.dropbatch.localazure.batch.document.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A task: what was asked for, kept as compact bytes, and its status. Changed only inside {@link Account#change}. */
public final class Task {

    private final long key;
    private final Job job;
    private final TaskId id;
    private final Instant created;
    private final int requiredSlots;
    private volatile byte[] source;
    private volatile Instant modified;
    private volatile TaskStatus status;
    private @Nullable Assignment assignment;
    private boolean filesRemoved;

    public Task(
            long key,
            Job job,
            TaskId id,
            int requiredSlots,
            byte[] source,
            Instant created,
            Instant modified,
            TaskStatus status) {
        this.key = key;
        this.job = job;
        this.id = id;
        this.requiredSlots = requiredSlots;
        this.source = source;
        this.created = created;
        this.modified = modified;
        this.status = status;
    }

    public long key() {
        return key;
    }

    public Job job() {
        return job;
    }

    public TaskId id() {
        return id;
    }

    public Instant created() {
        return created;
    }

    public int requiredSlots() {
        return requiredSlots;
    }

    /** The JSON that the user sent. */
    public byte[] source() {
        return source;
    }

    public Instant modified() {
        return modified;
    }

    public TaskStatus status() {
        return status;
    }

    public TaskState state() {
        return status.state();
    }

    public TaskSpec spec() {
        return TaskSpec.read(document(), job.spec().maxTaskRetryCount());
    }

    /** What its job says of it, if it is the job's manager. */
    @Nullable
    JobManager manager() {
        JobManager manager = job.spec().manager();
        return manager != null && manager.id().equals(id) ? manager : null;
    }

    Document document() {
        return Document.of(Json.stored(source));
    }

    /** Whether the user's JSON may have a property; never wrongly false, and cheaper than reading it. */
    boolean mentions(String property) {
        return Bytes.contain(source, property);
    }

    public String directory() {
        return job.directory() + "/" + id.value();
    }

    void respecify(byte[] next, Instant now) {
        source = next;
        modified = now;
    }

    void become(TaskStatus next) {
        status = next;
        filesRemoved = false;
    }

    boolean filesRemoved() {
        return filesRemoved;
    }

    void filesAreRemoved() {
        filesRemoved = true;
    }

    @Nullable
    Assignment assignment() {
        return assignment;
    }

    void assign(@Nullable Assignment next) {
        assignment = next;
    }
}
