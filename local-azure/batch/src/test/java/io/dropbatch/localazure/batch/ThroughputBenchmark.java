package io.dropbatch.localazure.batch;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tasks per second and CPU per task through the whole agent, beside {@code xargs -P} in the same rounds: {@code
 * /bin/true}, and a copy of a 4 KB file with one input and one output.
 *
 * <p>Arguments: the number of tasks, nodes, slots and rounds. The CPU includes the client and the stand-in for
 * storage, which live in the same process, and the tasks' own processes.
 */
final class ThroughputBenchmark {

    private static final Pattern COMPLETED = Pattern.compile("\"completed\":(\\d+)");
    private static final Pattern FAILED = Pattern.compile("\"failed\":(\\d+)");

    private final BatchServer server;
    private final LeanClient client;
    private final int tasks;
    private int jobs;

    private ThroughputBenchmark(BatchServer server, LeanClient client, int tasks) {
        this.server = server;
        this.client = client;
        this.tasks = tasks;
    }

    public static void main(String[] args) throws Exception {
        int slots = Integer.parseInt(args[1]) * Integer.parseInt(args[2]);
        try (BlobStub storage = new BlobStub();
                LocalAccount account = new LocalAccount(Files.createTempDirectory("throughput"));
                LeanClient client =
                        new LeanClient(account.server.endpoint(), account.server.account(), account.server.key())) {
            storage.put("in/input", "x".repeat(4096));
            account.pool("p", Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            ThroughputBenchmark benchmark = new ThroughputBenchmark(account.server, client, Integer.parseInt(args[0]));
            benchmark.run(storage, slots, Integer.parseInt(args[3]));
        }
    }

    private void run(BlobStub storage, int slots, int rounds) throws Exception {
        List<Double> bare = new ArrayList<>();
        List<Double> files = new ArrayList<>();
        List<Double> xargs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            xargs.add(xargs(slots));
            bare.add(measure("/bin/true", i -> "{\"id\":\"t" + i + "\",\"commandLine\":\"/bin/true\"}"));
            files.add(measure("4 KB in, 4 KB out", i -> withFiles(storage, i)));
        }
        System.out.printf(
                Locale.ROOT,
                "medians of %d rounds on %s: xargs -P%d %.0f/s, /bin/true %.0f/s (%.2f of it), with files %.0f/s%n",
                rounds,
                server.endpoint(),
                slots,
                median(xargs),
                median(bare),
                median(bare) / median(xargs),
                median(files));
    }

    private double measure(String name, IntFunction<String> task) throws Exception {
        String job = "j" + jobs++;
        client.post("/jobs", "{\"id\":\"" + job + "\",\"poolInfo\":{\"poolId\":\"p\"}}");
        double[] cpu = cpuSeconds();
        long start = System.nanoTime();
        for (int i = 0; i < tasks; i += 100) {
            StringBuilder body = new StringBuilder("{\"value\":[");
            for (int t = i; t < Math.min(tasks, i + 100); t++) {
                body.append(t == i ? "" : ",").append(task.apply(t));
            }
            client.post("/jobs/" + job + "/addtaskcollection", body.append("]}").toString());
        }
        while (count(job, COMPLETED) < tasks) {
            Thread.sleep(10);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f tasks/s, CPU each: %.2f ms here, %.2f ms in their processes, %d failed (load %.1f)%n",
                name,
                tasks / seconds,
                (cpuSeconds()[0] - cpu[0]) * 1000 / tasks,
                (cpuSeconds()[1] - cpu[1]) * 1000 / tasks,
                count(job, FAILED),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        return tasks / seconds;
    }

    private int count(String job, Pattern pattern) throws Exception {
        Matcher count = pattern.matcher(client.get("/jobs/" + job + "/taskcounts"));
        return count.find() ? Integer.parseInt(count.group(1)) : 0;
    }

    private double xargs(int slots) throws Exception {
        long start = System.nanoTime();
        new ProcessBuilder("/bin/sh", "-c", "seq " + tasks + " | xargs -P" + slots + " -n1 /bin/true")
                .inheritIO()
                .start()
                .waitFor();
        double rate = tasks / ((System.nanoTime() - start) / 1e9);
        System.out.printf(Locale.ROOT, "xargs: %.0f/s%n", rate);
        return rate;
    }

    private static String withFiles(BlobStub storage, int i) {
        return "{\"id\":\"t" + i + "\",\"commandLine\":\"/bin/cp input output\",\"resourceFiles\":[{\"httpUrl\":\""
                + storage.address("in", "input") + "\",\"filePath\":\"input\"}],\"outputFiles\":[{\"filePattern\":"
                + "\"output\",\"destination\":{\"container\":{\"containerUrl\":\"" + storage.container("out")
                + "\",\"path\":\"o/" + i
                + "\"}},\"uploadOptions\":{\"uploadCondition\":\"taskcompletion\"}}]}";
    }

    private static double median(List<Double> rates) {
        return rates.stream().sorted().toList().get(rates.size() / 2);
    }

    /** This process, and the children it has waited for, in seconds. */
    private static double[] cpuSeconds() throws Exception {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new double[] {
            (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0,
            (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / 100.0
        };
    }
}
