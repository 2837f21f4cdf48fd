package io.dropbatch.submission.app.port;

import io.dropbatch.submission.domain.window.SealReason;

/** Tells the operator about files that are processed as they come. */
public interface WindowMetrics {

    void joined();

    /** A file that the workload does not select. */
    void leftOut();

    void sealed(SealReason reason, int files);

    /** @param folders in which at least one file waits for its job */
    void open(int folders);
}
