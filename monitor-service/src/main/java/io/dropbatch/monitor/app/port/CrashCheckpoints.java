package io.dropbatch.monitor.app.port;

/** Crash points: named places between two effects, where a crash must do no harm and where tests end the process. */
@FunctionalInterface
public interface CrashCheckpoints {

    /** Between the signal of a task's end and the look that it asks for. */
    String SIGNALLED = "monitor.signalled";

    /** Between the record of a level and the event about it. */
    String RECORDED = "monitor.recorded";

    /** Between the events of a look and the storing of its watch. */
    String ANNOUNCED = "monitor.announced";

    void reached(String point);
}
