package io.dropbatch.monitor.app.port;

/** Named places between two effects, where a crash must do no harm; tests end the process there. */
@FunctionalInterface
public interface CrashCheckpoints {

    /** Between the signal of a task's end and the look that it asks for. */
    String SIGNALLED = "monitor.signalled";

    /** Between the record of a level and its announcement. */
    String RECORDED = "monitor.recorded";

    /** Between the announcements of a look and the note of it. */
    String ANNOUNCED = "monitor.announced";

    void reached(String point);
}
