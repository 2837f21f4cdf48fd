package io.dropbatch.cli.faststart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How the JVMs of the local system are sized: five of them share one machine with the user's own tasks. */
public final class JvmFlags {

    private static final int FIRST_THAT_WARNS_OF_UNSAFE = 23;

    private JvmFlags() {}

    /** Starts fast and stays small; the first compiler is enough for what a service does on one machine. */
    public static List<String> service() {
        List<String> flags = common();
        flags.addAll(List.of("-Xmx160m", "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=64m"));
        return flags;
    }

    /**
     * The second compiler would save a sixth of its time in the long run, and takes more than that from the first ten
     * thousand tasks.
     */
    public static List<String> localAzure() {
        List<String> flags = common();
        flags.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=64m"));
        return flags;
    }

    /** Flags for a JVM that runs for seconds, too short for the second compiler. */
    public static List<String> commandLine() {
        List<String> flags = everywhere();
        flags.add("-XX:TieredStopAtLevel=1");
        return flags;
    }

    private static List<String> common() {
        List<String> flags = everywhere();
        flags.addAll(List.of(
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                // azure-batch reads java.util.UUID by reflection.
                "--add-opens=java.base/java.util=ALL-UNNAMED"));
        String more = System.getenv("DROPBATCH_JAVA_OPTS");
        if (more != null && !more.isBlank()) {
            flags.addAll(Arrays.asList(more.strip().split("\\s+", -1)));
        }
        return flags;
    }

    /** The bus and its clients load native transports. */
    private static List<String> everywhere() {
        List<String> flags = new ArrayList<>(
                List.of("-XX:+UseSerialGC", "-Dfile.encoding=UTF-8", "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= FIRST_THAT_WARNS_OF_UNSAFE) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }
}
