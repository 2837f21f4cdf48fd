package io.dropbatch.cli.faststart;

import java.util.List;
import picocli.CommandLine.Option;

/** Whether class archives are used and recorded. */
public final class FastStartOptions {

    private static final String OFF = "--no-fast-start";

    @Option(names = OFF, description = "Starts every program without a class archive and records none.")
    private boolean off;

    public boolean isOn() {
        return !off;
    }

    /** The same choice for another process. */
    public List<String> arguments() {
        return off ? List.of(OFF) : List.of();
    }
}
