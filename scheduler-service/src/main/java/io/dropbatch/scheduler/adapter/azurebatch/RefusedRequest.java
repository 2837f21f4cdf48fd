package io.dropbatch.scheduler.adapter.azurebatch;

import io.dropbatch.scheduler.app.port.BatchAnswer;

/** A request that is not sent, because Batch would refuse it. */
final class RefusedRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient BatchAnswer answer;

    RefusedRequest(BatchAnswer answer) {
        super("refused before it was sent");
        this.answer = answer;
    }

    BatchAnswer answer() {
        return answer;
    }
}
