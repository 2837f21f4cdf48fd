package io.dropbatch.model.trace;

import io.dropbatch.model.id.SubmissionId;
import java.time.Instant;
import java.util.function.Supplier;

/** Records the traces of drops. Recording never fails and never waits. Safe for use by several threads. */
public interface DropTraces {

    /** Whether spans of the submission are recorded: what only they need need not be found out otherwise. */
    boolean isRecorded(SubmissionId submission);

    void record(DropSpan span);

    /** Does the work as part of the step: what it announces belongs there, and its log lines name the trace. */
    <T> T within(TraceStep step, Supplier<T> work);

    /** Does a part of the current step, and records it; outside of a step it only does it. */
    <T> T part(String name, Supplier<T> work);

    /** The same, of several parts with the same name. */
    <T> T part(String name, int number, Supplier<T> work);

    /** The current step began earlier than this thread's part of it. */
    void began(Instant time);

    /** For who records nothing. */
    static DropTraces none() {
        return NoTraces.INSTANCE;
    }
}
