package io.dropbatch.scheduler.adapter.azurebatch;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.scheduler.app.port.BatchAnswer;

/** A request that is not sent, because Batch would refuse it. */
final class RefusedRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure reason;

    RefusedRequest(Failure reason) {
        super("refused before it was sent");
        this.reason = reason;
    }

    Failure reason() {
        return reason;
    }

    BatchAnswer answer() {
        return new BatchAnswer.Never(reason);
    }
}
