package io.dropbatch.cli.console;

/** Shows the progress of long work; implementations may be used by several threads. */
public interface ProgressDisplay {

    /** Reports that more units are done. */
    void advance(int units);

    /** A progress that shows nothing. */
    static ProgressDisplay silent() {
        return units -> {};
    }
}
