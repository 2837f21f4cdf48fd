package io.dropbatch.service;

import io.dropbatch.bus.CrashPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Halts the process, as SIGKILL would, at each point that has a file of its name in the folder; each file counts once.
 */
final class ArmedCrashPoints implements CrashPoints {

    private static final int KILLED = 137;

    private final Path folder;

    ArmedCrashPoints(Path folder) {
        this.folder = folder;
    }

    @Override
    public void reached(String point) {
        try {
            if (Files.deleteIfExists(folder.resolve(point))) {
                Runtime.getRuntime().halt(KILLED);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot disarm the crash point " + point, e);
        }
    }
}
