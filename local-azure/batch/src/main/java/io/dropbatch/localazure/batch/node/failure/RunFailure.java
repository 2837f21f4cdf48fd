package io.dropbatch.localazure.batch.node.failure;

import io.dropbatch.localazure.batch.engine.model.task.FailureInfo;

/** A run that cannot go on, with the reason that the task will report. */
public final class RunFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient FailureInfo info;

    RunFailure(FailureInfo info) {
        super(info.message(), null, false, false);
        this.info = info;
    }

    public static RunFailure user(String code, String message, String detail) {
        return new RunFailure(FailureInfo.user(code, message, detail));
    }

    public FailureInfo info() {
        return info;
    }
}
