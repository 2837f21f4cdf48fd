package io.dropbatch.submission.app.port;

import io.dropbatch.submission.domain.window.SealReason;
import io.dropbatch.submission.domain.window.SealedWindow;

/** Tells the operator about files that are processed as they come. */
public interface WindowMetrics {

    void joined();

    /** A file that the workload does not select. */
    void leftOut();

    void sealed(SealReason reason, SealedWindow window);

    /** A file was found by the sweep, not by its event. */
    void recovered();

    /**
     * Reports what a sweep has seen.
     *
     * @param windows in which at least one file waits for its job
     * @param files that wait
     */
    void waiting(int windows, int files);
}
