package io.dropbatch.scheduler.adapter.azurebatch;

import io.dropbatch.scheduler.app.port.Answer;

/** Something that Batch is not even asked for, since it would refuse. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Refused(Answer answer) {
        super("refused before it was sent");
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
