package io.dropbatch.model.trace;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.EventType;
import io.dropbatch.model.id.EventId;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A span's place in the trace of a drop, derived like every id: whatever process records the span and however often, it
 * is the same span of the same trace.
 *
 * @param trace 32 hexadecimal digits, the same for all that follows from one trigger
 * @param span 16 hexadecimal digits
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">traceparent</a>
 */
public record TraceParent(String trace, String span) {

    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    /** Where the event is announced; its {@code traceparent} on the bus. */
    public static TraceParent of(DomainEvent event) {
        return of(event.submission(), event.id());
    }

    /** The same, of an event that is known by its name only. */
    public static TraceParent of(EventType type, SubmissionId submission, String occurrence) {
        return of(submission, EventId.of(type.value(), submission, occurrence));
    }

    private static TraceParent of(SubmissionId submission, EventId event) {
        return new TraceParent(traceOf(submission), hash(event.value(), SPAN_BYTES));
    }

    /** Where the trace begins: from the upload of the trigger to the decision about the drop. */
    public static TraceParent root(SubmissionId submission) {
        return new TraceParent(traceOf(submission), hash("drop " + submission.value(), SPAN_BYTES));
    }

    /** All tasks of a level, from the first start to the last end. */
    public static TraceParent level(JobId job, int level) {
        return scheduled(job, level).child("level");
    }

    /** Where it is announced that all tasks of a level are on Batch. */
    public static TraceParent scheduled(JobId job, int level) {
        return of(EventType.JOB_SCHEDULED, job.submission(), job.attempt() + ":" + level);
    }

    /** A task, whatever number of runs it takes; the same as that of its {@code task.completed}. */
    public static TraceParent task(JobId job, TaskId task) {
        return of(EventType.TASK_COMPLETED, job.submission(), job.attempt() + ":" + task);
    }

    /** The id of the trace of everything that follows from a trigger. */
    public static String traceOf(SubmissionId submission) {
        return hash(submission.value(), TRACE_BYTES);
    }

    /** A part of this. */
    public TraceParent child(String name) {
        return new TraceParent(trace, hash(span + " " + name, SPAN_BYTES));
    }

    /** As W3C Trace Context writes it. */
    public String header(boolean sampled) {
        return "00-" + trace + "-" + span + (sampled ? "-01" : "-00");
    }

    private static String hash(String text, int bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
