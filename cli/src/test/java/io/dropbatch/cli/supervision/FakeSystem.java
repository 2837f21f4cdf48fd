package io.dropbatch.cli.supervision;

import io.dropbatch.cli.faststart.ProgramImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A system of real processes that do nothing.
 *
 * @param marks where they say that they run, apart from the state folder
 */
record FakeSystem(StateFolder state, Path marks, boolean answers) implements ProgramSet {

    private static final String ADDRESSES = """
        {"storageConnectionString": "s", "serviceBusConnectionString": "b", "serviceBusAdministrationEndpoint": "n",
         "batchEndpoint": "e", "batchAccount": "a", "batchKey": "k"}
        """;

    /** Like the real one it has a child, and takes its addresses away when it ends in order. */
    public static final class LocalAzure {
        private LocalAzure() {}

        public static void main(String[] arguments) throws Exception {
            Path addresses = Path.of(arguments[0]);
            Process child = new ProcessBuilder("sleep", "600").start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                StateFolder.delete(addresses);
                child.destroy();
            }));
            if (Boolean.parseBoolean(arguments[1])) {
                OwnerOnlyFile.write(addresses, ADDRESSES);
            }
            Thread.currentThread().join();
        }
    }

    /** A service. */
    public static final class Service {
        private Service() {}

        public static void main(String[] arguments) throws Exception {
            Files.writeString(Path.of(arguments[0]), "up");
            Thread.currentThread().join();
        }
    }

    /** {@code dropbatch up}, for this system. */
    public static final class Up {
        private Up() {}

        public static void main(String[] arguments) throws Exception {
            StateFolder state = new StateFolder(Path.of(arguments[0]));
            FakeSystem system = new FakeSystem(state, Path.of(arguments[1]), Boolean.parseBoolean(arguments[2]));
            System.exit(new ForegroundSupervisor(state, true, environment -> tell(state)).run(system));
        }

        private static void tell(StateFolder state) {
            ForegroundSupervisor.say(Files.exists(state.localEnv()) ? "told too late" : "told in time");
        }
    }

    @Override
    public SystemProgram localAzure() {
        Path addresses = state.addresses();
        List<String> arguments = List.of(addresses.toString(), Boolean.toString(answers));
        return new SystemProgram(
                "local-azure",
                image(LocalAzure.class).command(flags(), arguments),
                Map.of(),
                () -> Files.exists(addresses),
                "");
    }

    @Override
    public List<SystemProgram> services(Map<String, String> azure) {
        return List.of(service("submission"), service("results"));
    }

    private SystemProgram service(String name) {
        Path mark = marks.resolve(name);
        return new SystemProgram(
                name,
                image(Service.class).command(flags(), List.of(mark.toString())),
                Map.of(),
                () -> Files.exists(mark),
                "http://" + name);
    }

    private ProgramImage image(Class<?> main) {
        return new ProgramImage(main.getSimpleName(), main.getName(), classPath(), marks);
    }

    static List<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(":", -1))
                .map(Path::of)
                .toList();
    }

    static List<String> flags() {
        return List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");
    }
}
