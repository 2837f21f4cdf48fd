package io.dropbatch.cli.client;

/** Shows how far something long has come; implementations may be used by several threads. */
interface Progress {

    /** More units are done. */
    void advance(int units);

    /** A progress that shows nothing. */
    static Progress silent() {
        return units -> {};
    }
}
