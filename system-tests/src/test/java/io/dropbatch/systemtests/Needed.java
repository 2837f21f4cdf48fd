package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine: its absence fails the test where everything has to be tested, else skips it. */
final class Needed {

    private Needed() {}

    static void program(String name) {
        need(isInstalled(name), "the program " + name + " is not installed");
    }

    private static void need(boolean there, String complaint) {
        if (!there && "true".equals(System.getenv("CI"))) {
            fail(complaint);
        }
        Assumptions.assumeTrue(there, complaint);
    }

    private static boolean isInstalled(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}
