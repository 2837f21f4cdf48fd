package io.dropbatch.scheduler.harness;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine: its absence fails the test where everything has to be tested, else skips it. */
final class Needed {

    private Needed() {}

    static void program(String name) {
        need(isInstalled(name), "the program " + name + " is not installed");
    }

    /** Java makes and reads names of files in the encoding that the locale gave it. */
    static void utf8Names() {
        need("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "the locale's encoding is not UTF-8");
    }

    static void need(boolean there, String complaint) {
        if (!there && "true".equals(System.getenv("CI"))) {
            fail(complaint);
        }
        Assumptions.assumeTrue(there, complaint);
    }

    static boolean isInstalled(String name) {
        return places(name).findFirst().isPresent();
    }

    /** A program of the JDK that runs the tests; local Azure puts that one on the PATH of its tasks as well. */
    static String ofTheJdk(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    static Path located(String name) {
        return places(name).findFirst().orElseThrow(() -> new AssertionError(name + " is not installed"));
    }

    private static Stream<Path> places(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable);
    }
}
