package io.dropbatch.cli.observe;

import io.dropbatch.cli.faststart.ProgramImage;
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
import java.util.Optional;
import java.util.function.ToIntBiFunction;
import java.util.stream.Stream;

/** Prometheus, Zipkin and Grafana for the system of one state folder, as far as this machine has them; all on loopback. */
public final class ObservingPrograms {

    private static final Path GRAFANA_HOME = Path.of("/usr/share/grafana");
    private static final String TRACING_EXPORTER = "DROPBATCH_TRACING_EXPORTER";
    private static final String COMPOSE = "docker compose -f deploy/observe/compose.yaml up";

    private final Path deployed;
    private final Path folder;
    private final InstalledTools tools;
    private final ToIntBiFunction<String, Integer> ports;
    private final Optional<String> zipkinUrl;

    /** @param ports picks a port by a program's name and usual port */
    public ObservingPrograms(Path project, StateFolder state, ToIntBiFunction<String, Integer> ports) {
        this(project.resolve("deploy"), state.observe(), InstalledTools.ofThisMachine(project), ports);
    }

    ObservingPrograms(Path deployed, Path folder, InstalledTools tools, ToIntBiFunction<String, Integer> ports) {
        this.deployed = deployed;
        this.folder = folder;
        this.tools = tools;
        this.ports = ports;
        this.zipkinUrl = tools.zipkinJar().map(jar -> url("zipkin", 9411));
    }

    /** What the services are told, so that each of their traces reaches Zipkin; nothing where there is none. */
    public Map<String, String> tracingSettings() {
        if (System.getenv(TRACING_EXPORTER) != null) {
            // Whoever started this has said where traces go.
            return Map.of();
        }
        return zipkinUrl
                .map(url -> Map.of(
                        TRACING_EXPORTER,
                        "zipkin",
                        "DROPBATCH_TRACING_ENDPOINT",
                        url + "/api/v2/spans",
                        "DROPBATCH_TRACING_SAMPLING",
                        "1.0"))
                .orElse(Map.of());
    }

    /** @param services addresses of what is observed, by name */
    public List<SystemProgram> programs(Map<String, String> services) {
        List<SystemProgram> programs = new ArrayList<>();
        Optional<SystemProgram> prometheus = tools.program("prometheus").map(program -> prometheus(program, services));
        prometheus.ifPresent(programs::add);
        tools.zipkinJar().ifPresent(jar -> programs.add(zipkin(jar, zipkinUrl.orElseThrow())));
        grafanaWords()
                .ifPresent(words -> programs.add(
                        grafana(words, prometheus.map(SystemProgram::url).orElse("http://127.0.0.1:9090"))));
        return programs;
    }

    private SystemProgram prometheus(Path program, Map<String, String> services) {
        PrometheusFolder files = new PrometheusFolder(folder.resolve("prometheus"));
        files.write(deployed.resolve("prometheus"), services);
        String url = url("prometheus", 9090);
        List<String> words = List.of(
                program.toString(),
                "--config.file=" + files.configuration(),
                "--storage.tsdb.path=" + files.data(),
                "--storage.tsdb.retention.time=7d",
                "--web.listen-address=" + authority(url),
                "--enable-feature=exemplar-storage",
                "--log.level=warn");
        return new SystemProgram("prometheus", words, Map.of(), () -> HealthProbe.isUp("prometheus", url), url);
    }

    /** It keeps its traces in memory, and forgets the oldest. */
    private static SystemProgram zipkin(Path jar, String url) {
        List<String> words = List.of(
                ProgramImage.javaProgram(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx192m",
                "-jar",
                jar.toString(),
                "--armeria.ports[0].ip=127.0.0.1",
                "--armeria.ports[0].port=" + authority(url).replaceFirst(".*:", ""),
                "--armeria.ports[0].protocols[0]=http");
        return new SystemProgram("zipkin", words, Map.of(), () -> HealthProbe.isUp("zipkin", url), url);
    }

    /** Since version 10 the server is a command of one program. */
    private Optional<List<String>> grafanaWords() {
        Optional<List<String>> current = tools.program("grafana").map(program -> List.of(program.toString(), "server"));
        return current.or(() -> tools.program("grafana-server").map(program -> List.of(program.toString())));
    }

    private SystemProgram grafana(List<String> command, String prometheusUrl) {
        String url = url("grafana", 3000);
        List<String> words = new ArrayList<>(command);
        if (Files.isDirectory(GRAFANA_HOME)) {
            words.add("--homepath=" + GRAFANA_HOME);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("GF_SERVER_HTTP_ADDR", "127.0.0.1");
        settings.put("GF_SERVER_HTTP_PORT", authority(url).replaceFirst(".*:", ""));
        settings.put("GF_PATHS_DATA", folder.resolve("grafana").toString());
        settings.put("GF_PATHS_LOGS", folder.resolve("grafana/log").toString());
        settings.put("GF_PATHS_PLUGINS", folder.resolve("grafana/plugins").toString());
        settings.put(
                "GF_PATHS_PROVISIONING",
                deployed.resolve("grafana/provisioning").toString());
        settings.put("GF_LOG_LEVEL", "warn");
        // Whoever reaches a loopback port of this machine may look; nobody signs in.
        settings.put("GF_AUTH_ANONYMOUS_ENABLED", "true");
        settings.put("GF_AUTH_DISABLE_LOGIN_FORM", "true");
        settings.put("GF_ANALYTICS_REPORTING_ENABLED", "false");
        settings.put("GF_ANALYTICS_CHECK_FOR_UPDATES", "false");
        settings.put("GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES", "false");
        // Named in the provisioning files.
        settings.put("DROPBATCH_DASHBOARDS", deployed.resolve("grafana").toString());
        settings.put("DROPBATCH_PROMETHEUS", prometheusUrl);
        settings.put("DROPBATCH_ZIPKIN", zipkinUrl.orElse("http://127.0.0.1:9411"));
        return new SystemProgram("grafana", words, settings, () -> HealthProbe.isUp("grafana", url), url);
    }

    /**
     * Where they are, or how to get what is missing; a line for each.
     *
     * @param environment what {@code local.env} says
     */
    public static List<String> directions(Map<String, String> environment) {
        Map<String, String> urls = new LinkedHashMap<>();
        ProgramSet.observing()
                .forEach(name -> urls.put(name, environment.getOrDefault(ProgramSet.urlVariable(name), "")));
        return Stream.of(
                        line("metrics", urls, "prometheus", "alerts are at /alerts", "apt-get install prometheus"),
                        line("traces", urls, "zipkin", "one for each drop", "Maven Central did not answer; try again"),
                        line(
                                "dashboards",
                                urls,
                                "grafana",
                                "in the folder Dropbatch",
                                "https://grafana.com/grafana/download"))
                .toList();
    }

    private static String line(String what, Map<String, String> urls, String name, String where, String remedy) {
        String url = urls.getOrDefault(name, "");
        String text = url.isEmpty()
                ? name + " is not installed: " + remedy + ", or " + COMPOSE + " " + name
                : url + "   " + where;
        return String.format("%-10s %s", what, text);
    }

    private String url(String name, int usualPort) {
        return "http://127.0.0.1:" + ports.applyAsInt(name, usualPort);
    }

    private static String authority(String url) {
        return url.replaceFirst("http://", "");
    }
}
