package io.dropbatch.cli.client;

import io.dropbatch.model.result.DropStatus;

/** What became of a drop, as the exit code of a command. */
enum DropOutcome {
    READY(0),
    FAILED(1),
    /** Not 0, so that a script that knows nothing of missing tasks does not take the result for a whole one. */
    PARTIAL(3);

    private final int exitCode;

    DropOutcome(int exitCode) {
        this.exitCode = exitCode;
    }

    static DropOutcome of(DropStatus status) {
        return switch (status.state()) {
            case READY -> READY;
            case PARTIAL -> PARTIAL;
            default -> FAILED;
        };
    }

    int exitCode() {
        return exitCode;
    }
}
