package io.dropbatch.cli.stack;

import picocli.CommandLine.Option;

/** When to prepare fast starts. */
final class TrainingOptions {

    @Option(names = "--train", description = "Prepares fast starts now, not at the second start of a build.")
    private boolean now;

    @Option(names = "--no-training", description = "Starts at once even if fast starts are not prepared.")
    private boolean never;

    Training.Mode mode() {
        if (never) {
            return Training.Mode.NEVER;
        }
        return now ? Training.Mode.NOW : Training.Mode.AT_SECOND_START;
    }
}
