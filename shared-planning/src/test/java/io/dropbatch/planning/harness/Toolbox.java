package io.dropbatch.planning.harness;

import io.dropbatch.localazure.testtools.NeededTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder for the PATH that holds chosen programs and no others. */
final class Toolbox {

    private final Path folder;

    Toolbox(Path folder) {
        this.folder = folder;
    }

    Toolbox with(String... programs) {
        for (String program : programs) {
            with(program, NeededTools.located(program).toString());
        }
        return this;
    }

    /** The program under a name of its own; a call may bring first arguments along. */
    Toolbox with(String name, String call) {
        try {
            Files.createDirectories(folder);
            Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\nexec " + call + " \"$@\"\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
