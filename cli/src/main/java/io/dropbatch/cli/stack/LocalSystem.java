package io.dropbatch.cli.stack;

import io.dropbatch.cli.faststart.FastStart;
import io.dropbatch.cli.faststart.JvmFlags;
import io.dropbatch.cli.faststart.ProgramImage;
import io.dropbatch.cli.faststart.ProgramImages;
import io.dropbatch.cli.observe.ObservingPrograms;
import io.dropbatch.cli.supervision.HealthProbe;
import io.dropbatch.cli.supervision.ProgramSet;
import io.dropbatch.cli.supervision.StateFolder;
import io.dropbatch.cli.supervision.SystemProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What runs on this machine, from top to bottom: local Azure, then the four services that use it. */
final class LocalSystem implements ProgramSet {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final Path project;
    private final ProgramImages images;
    private final StateFolder state;
    private final Topology topology;
    private final Options options;

    /**
     * How it is started.
     *
     * @param fastStart with archives of classes, which it records as well
     * @param observed with the programs that observe it
     */
    record Options(boolean fastStart, boolean observed) {}

    /**
     * What local Azure is to hold.
     *
     * @param batch further options of its Batch, as its command line takes them
     */
    record Topology(Path serviceBus, Path storage, List<String> batch) {

        static Topology ofDropbatch(Path project) {
            Path folder = project.resolve("deploy/local");
            return new Topology(folder.resolve("servicebus.json"), folder.resolve("storage.json"), List.of());
        }
    }

    LocalSystem(Path project, StateFolder state, Topology topology, Options options) {
        this.project = project;
        this.images = new ProgramImages(project, project.resolve("target/dropbatch"));
        this.state = state;
        this.topology = topology;
        this.options = options;
    }

    /** Storage, Service Bus and Batch, in one process. */
    @Override
    public SystemProgram localAzure() {
        ProgramImage image =
                images.of("local-azure", "local-azure/launcher", "io.dropbatch.localazure.launcher.LocalAzureMain");
        return new SystemProgram(
                "local-azure",
                image.command(flags(JvmFlags.localAzure(), image), localAzureArguments()),
                Map.of(),
                () -> Files.exists(state.addresses()),
                "");
    }

    private List<String> localAzureArguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "--data", state.data().toString(),
                "--service-bus-config", topology.serviceBus().toString(),
                "--storage-config", topology.storage().toString(),
                "--ready-file", state.addresses().toString()));
        arguments.addAll(topology.batch());
        return arguments;
    }

    @Override
    public List<SystemProgram> services(Map<String, String> azure) {
        ServicePorts ports = new ServicePorts(state.ports());
        if (!options.observed()) {
            List<SystemProgram> services = services(ports, azure);
            ports.remember();
            return services;
        }
        ObservingPrograms observing = new ObservingPrograms(project, state, ports::pick);
        Map<String, String> traced = new LinkedHashMap<>(azure);
        traced.putAll(observing.tracingSettings());
        List<SystemProgram> programs = new ArrayList<>(services(ports, traced));
        programs.addAll(observing.programs(urls(programs)));
        ports.remember();
        return programs;
    }

    private static Map<String, String> urls(List<SystemProgram> programs) {
        Map<String, String> urls = new LinkedHashMap<>();
        programs.forEach(program -> urls.put(program.name(), program.url()));
        return urls;
    }

    private List<SystemProgram> services(ServicePorts ports, Map<String, String> environment) {
        return List.of(
                service("submission", 8081, "io.dropbatch.submission.SubmissionApplication", ports, environment),
                service("scheduler", 8082, "io.dropbatch.scheduler.SchedulerApplication", ports, environment),
                service("monitor", 8083, "io.dropbatch.monitor.MonitorApplication", ports, environment),
                service("results", 8084, "io.dropbatch.results.ResultsApplication", ports, environment));
    }

    private SystemProgram service(
            String name, int port, String mainClass, ServicePorts ports, Map<String, String> azure) {
        int actual = ports.pick(name, port);
        String url = "http://127.0.0.1:" + actual;
        Map<String, String> environment = new LinkedHashMap<>(azure);
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("SERVER_PORT", Integer.toString(actual));
        // Workloads ask for pools of a cloud's size; here all nodes together are this machine, with its cores. A
        // workload
        // may ask for one task more: while the others compute, it fetches its inputs or brings its outputs away.
        given(environment, "DROPBATCH_POOL_MAX_NODES", "1");
        // Tasks of several nodes need as many at once, although all of them are this machine.
        given(environment, "DROPBATCH_POOL_MAX_CONNECTED_NODES", "4");
        given(environment, "DROPBATCH_POOL_DEFAULT_SLOTS", Integer.toString(CORES));
        given(environment, "DROPBATCH_POOL_MAX_SLOTS", Integer.toString(CORES + 1));
        // Asking costs nothing here.
        given(environment, "DROPBATCH_MONITOR_BACKLOG_EVERY", "15s");
        given(environment, "DROPBATCH_POOLS_OBSERVE", "15s");
        // Whoever gets to this bus owns it anyway.
        given(environment, "DROPBATCH_DEAD_LETTERS_ENABLED", "true");
        ProgramImage image = images.of(name, name + "-service", mainClass);
        return new SystemProgram(
                name,
                image.command(flags(JvmFlags.service(), image), List.of()),
                environment,
                () -> HealthProbe.isUp(name, url),
                url);
    }

    private List<String> flags(List<String> sizes, ProgramImage image) {
        List<String> flags = new ArrayList<>(sizes);
        if (options.fastStart()) {
            flags.addAll(FastStart.flags(image));
        }
        return flags;
    }

    private static void given(Map<String, String> environment, String variable, String otherwise) {
        environment.put(variable, System.getenv().getOrDefault(variable, otherwise));
    }
}
