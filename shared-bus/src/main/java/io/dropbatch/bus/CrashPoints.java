package io.dropbatch.bus;

/**
 * Named places where the system tests end the process, to prove that nothing is lost or done twice. Does nothing unless
 * a folder of armed points is configured.
 */
@FunctionalInterface
public interface CrashPoints {

    /** Called when the code has come to the point. */
    void reached(String point);
}
