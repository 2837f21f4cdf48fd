package io.dropbatch.cli.console;

/** Shows how far something long has come; implementations may be used by several threads. */
public interface ProgressDisplay {

    /** More units are done. */
    void advance(int units);

    /** A progress that shows nothing. */
    static ProgressDisplay silent() {
        return units -> {};
    }
}
