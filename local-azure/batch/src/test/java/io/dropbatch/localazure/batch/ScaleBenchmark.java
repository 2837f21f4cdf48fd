package io.dropbatch.localazure.batch;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An account at Azure's scale, in this process with a lean client: how fast tasks are added to a job and run on
 * virtual nodes, what they take in memory, how long the newest completions take to list, how long a restart.
 *
 * <p>Arguments: the number of tasks, nodes and connections.
 */
final class ScaleBenchmark {

    private static final Pattern COUNT = Pattern.compile("\"completed\":(\\d+)");
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final int tasks;
    private final int nodes;
    private final int connections;
    private final Path folder;
    private BatchServer server;

    private ScaleBenchmark(String[] args, Path folder) {
        this.tasks = Integer.parseInt(args[0]);
        this.nodes = Integer.parseInt(args[1]);
        this.connections = Integer.parseInt(args[2]);
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        new ScaleBenchmark(args, Files.createTempDirectory("scale")).run();
    }

    private void run() throws Exception {
        start("empty");
        long nothing = heap();
        say("heap of the empty account: %.1f MB", nothing / 1e6);
        try (LeanClient client = client()) {
            client.post("/jobs", "{\"id\":\"big\",\"poolInfo\":{\"poolId\":\"p\"}}");
            for (int size = 10_000; size < tasks; size *= 10) {
                String job = "of-" + size;
                client.post("/jobs", "{\"id\":\"" + job + "\",\"poolInfo\":{\"poolId\":\"p\"}}");
                add(job, 0, size);
            }
        }
        long before = heap();
        add("big", 0, tasks / 10 * 8);
        add("big", tasks / 10 * 8, tasks);
        say("heap of a waiting task: %.0f bytes", (heap() - before) / (double) tasks);
        try (LeanClient client = client()) {
            byState(client, "running");
        }
        server.close();
        start("with tasks that wait");
        say("heap after the restart: %.1f MB", heap() / 1e6);
        runAll();
        server.close();
        start("with tasks that are done");
        say("heap after the restart: %.1f MB", heap() / 1e6);
        try (LeanClient client = client()) {
            for (int size = 10_000; size < tasks; size *= 10) {
                newest(client, "of-" + size);
            }
            newest(client, "big");
            byState(client, "active");
        }
        server.close();
        delete();
    }

    private void start(String how) {
        long start = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        server = BatchServer.start(BatchOptions.in(folder).withQuotas(1_000_000, 100));
        say(
                "start %s: %.2f s, %.2f s CPU",
                how, (System.nanoTime() - start) / 1e9, (SYSTEM.getProcessCpuTime() - cpu) / 1e9);
    }

    private LeanClient client() throws Exception {
        return new LeanClient(server.endpoint(), server.account(), server.key());
    }

    private void add(String job, int from, int to) throws Exception {
        AtomicInteger next = new AtomicInteger(from);
        long start = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                workers.add(threads.submit(() -> {
                    try (LeanClient client = client()) {
                        for (int at = next.getAndAdd(100); at < to; at = next.getAndAdd(100)) {
                            client.post("/jobs/" + job + "/addtaskcollection", collection(at, Math.min(to, at + 100)));
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        say(
                "%s: tasks %d to %d added: %.0f/s, %.1f us CPU each, client included",
                job, from, to, (to - from) / seconds, (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / (to - from));
    }

    private static String collection(int from, int to) {
        StringBuilder body = new StringBuilder("{\"value\":[");
        for (int i = from; i < to; i++) {
            body.append(i == from ? "" : ",")
                    .append("{\"id\":\"task-")
                    .append(i)
                    .append("\",\"commandLine\":\"/bin/sh -c 'process --input file-")
                    .append(i)
                    .append("'\",\"environmentSettings\":[{\"name\":\"INPUT\",\"value\":\"file-")
                    .append(i)
                    .append("\"}]}");
        }
        return body.append("]}").toString();
    }

    private void runAll() throws Exception {
        try (LeanClient client = client()) {
            long start = System.nanoTime();
            client.post(
                    "/pools",
                    "{\"id\":\"p\",\"vmSize\":\"standard_d2s_v3\",\"targetDedicatedNodes\":" + nodes
                            + ",\"virtualMachineConfiguration\":{\"imageReference\":{\"publisher\":\"canonical\",\"offer\":\"u\",\"sku\":\"22\"},"
                            + "\"nodeAgentSKUId\":\"batch.node.ubuntu 22.04\"},\"taskSlotsPerNode\":4,"
                            + "\"metadata\":[{\"name\":\"localazure.virtual\",\"value\":\"true\"},"
                            + "{\"name\":\"localazure.duration\",\"value\":\"uniform(1s,5s)\"},"
                            + "{\"name\":\"localazure.speed\",\"value\":\"100\"}]}");
            say("pool of %d nodes made: %.2f s", nodes, (System.nanoTime() - start) / 1e9);
            long cpu = SYSTEM.getProcessCpuTime();
            while (completed(client, "big") < tasks) {
                Thread.sleep(200);
            }
            int all = tasks;
            for (int size = 10_000; size < tasks; size *= 10) {
                while (completed(client, "of-" + size) < size) {
                    Thread.sleep(200);
                }
                all += size;
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            say(
                    "run on virtual nodes: %.0f tasks/s, %.1f us CPU each, heap %.1f MB",
                    all / seconds, (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / all, heap() / 1e6);
        }
    }

    private static int completed(LeanClient client, String job) throws Exception {
        Matcher count = COUNT.matcher(client.get("/jobs/" + job + "/taskcounts"));
        return count.find() ? Integer.parseInt(count.group(1)) : 0;
    }

    /** Lists the tasks of a state that none of them all is in, by the index and, as a double negation, without it. */
    private static void byState(LeanClient client, String state) throws Exception {
        double found = millis(client, "state eq '" + state + "'");
        double sought = millis(client, "not (state ne '" + state + "')");
        say(
                "no task of big is %s: median %.2f ms, by looking at each task %.2f ms, ratio %.0f",
                state, found, sought, sought / found);
    }

    private static double millis(LeanClient client, String filter) throws Exception {
        double[] millis = new double[21];
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            client.list("/jobs/big/tasks", Map.of("$filter", filter, "$select", "id", "maxresults", "100"));
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        return millis[millis.length / 2];
    }

    /** Lists, as a monitor does, what was completed after a time that fewer than a hundred completions follow. */
    private static void newest(LeanClient client, String job) throws Exception {
        Instant since = nearTheEnd(client, job);
        double[] millis = new double[200];
        String page = "";
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            page = newest(client, job, since);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        say(
                "newest completions in %s: median %.2f ms, p95 %.2f ms for %d tasks",
                job, millis[100], millis[190], page.split("\"id\"").length - 1);
    }

    private static String newest(LeanClient client, String job, Instant since) throws Exception {
        return client.list(
                "/jobs/" + job + "/tasks",
                Map.of(
                        "$filter",
                        "state eq 'completed' and stateTransitionTime gt DateTime'" + since + "'",
                        "$select",
                        "id,state,stateTransitionTime,executionInfo",
                        "maxresults",
                        "100"));
    }

    /** The time of completion that about fifty follow. */
    private static Instant nearTheEnd(LeanClient client, String job) throws Exception {
        Duration back = Duration.ofMillis(1);
        Instant end = lastCompletion(client, job);
        while (newest(client, job, end.minus(back)).split("\"id\"").length - 1 < 50 && back.toHours() < 1) {
            back = back.multipliedBy(2);
        }
        return end.minus(back);
    }

    /** By halving: the latest time that a completion follows. */
    private static Instant lastCompletion(LeanClient client, String job) throws Exception {
        Instant before = Instant.EPOCH;
        Instant after = Instant.now();
        while (Duration.between(before, after).toNanos() > 1_000) {
            Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
            if (newest(client, job, middle).contains("\"id\"")) {
                before = middle;
            } else {
                after = middle;
            }
        }
        return after;
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void say(String text, Object... facts) {
        System.out.printf(Locale.ROOT, text + " (load %.1f)%n", append(facts, SYSTEM.getSystemLoadAverage()));
    }

    private static Object[] append(Object[] facts, Object last) {
        Object[] all = Arrays.copyOf(facts, facts.length + 1);
        all[facts.length] = last;
        return all;
    }

    private void delete() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
