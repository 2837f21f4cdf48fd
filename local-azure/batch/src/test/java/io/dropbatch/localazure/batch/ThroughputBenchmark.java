package io.dropbatch.localazure.batch;

import com.microsoft.azure.batch.protocol.models.OutputFile;
import com.microsoft.azure.batch.protocol.models.OutputFileBlobContainerDestination;
import com.microsoft.azure.batch.protocol.models.OutputFileDestination;
import com.microsoft.azure.batch.protocol.models.OutputFileUploadCondition;
import com.microsoft.azure.batch.protocol.models.OutputFileUploadOptions;
import com.microsoft.azure.batch.protocol.models.ResourceFile;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tasks per second and CPU per task, without files and with one input and two outputs.
 *
 * <p>Arguments: the number of tasks, nodes and slots. The CPU includes the client and the stand-in for storage, which
 * live in the same process, and the tasks' own processes.
 */
final class ThroughputBenchmark {

    private ThroughputBenchmark() {}

    public static void main(String[] args) throws Exception {
        int tasks = Integer.parseInt(args[0]);
        Path folder = Files.createTempDirectory("throughput");
        try (BlobStub storage = new BlobStub();
                LocalAccount account = new LocalAccount(folder)) {
            storage.put("in/input", "x".repeat(4096));
            account.pool("p", Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            for (int round = 0; round < 3; round++) {
                account.job("bare" + round, "p");
                measure("without files", account, "bare" + round, tasks, i -> LocalAccount.aTask("t" + i, "/bin/true"));
            }
            for (int round = 0; round < 3; round++) {
                account.job("files" + round, "p");
                measure("with files", account, "files" + round, tasks, i -> withFiles(storage, i));
            }
        }
    }

    private static void measure(
            String name,
            LocalAccount account,
            String job,
            int count,
            java.util.function.IntFunction<TaskAddParameter> task)
            throws Exception {
        List<TaskAddParameter> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(task.apply(i));
        }
        long start = System.nanoTime();
        double[] cpu = cpuSeconds();
        for (int i = 0; i < count; i += 100) {
            account.client.protocolLayer().tasks().addCollection(job, all.subList(i, Math.min(count, i + 100)));
        }
        double added = (System.nanoTime() - start) / 1e9;
        while (account.client.jobOperations().getTaskCounts(job).completed() < count) {
            Thread.sleep(20);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%s: %.0f tasks/s, CPU each: %.2f ms here, %.2f ms in their processes (added in %.2f s), %d failed%n",
                name,
                count / seconds,
                (cpuSeconds()[0] - cpu[0]) * 1000 / count,
                (cpuSeconds()[1] - cpu[1]) * 1000 / count,
                added,
                account.client.jobOperations().getTaskCounts(job).failed());
    }

    private static TaskAddParameter withFiles(BlobStub storage, int i) {
        return LocalAccount.aTask("t" + i, "/bin/cp input output")
                .withResourceFiles(List.of(new ResourceFile()
                        .withHttpUrl(storage.address("in", "input"))
                        .withFilePath("input")))
                .withOutputFiles(List.of(
                        output(storage, "output", "o/" + i + "/output"), output(storage, "../std*.txt", "o/" + i)));
    }

    private static OutputFile output(BlobStub storage, String pattern, String path) {
        return new OutputFile()
                .withFilePattern(pattern)
                .withDestination(new OutputFileDestination()
                        .withContainer(new OutputFileBlobContainerDestination()
                                .withContainerUrl(storage.container("out"))
                                .withPath(path)))
                .withUploadOptions(
                        new OutputFileUploadOptions().withUploadCondition(OutputFileUploadCondition.TASK_COMPLETION));
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
