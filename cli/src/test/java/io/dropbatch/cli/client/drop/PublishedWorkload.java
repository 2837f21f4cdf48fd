package io.dropbatch.cli.client.drop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.codec.workload.WorkloadReading;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.workload.Workload;

/** Workloads as drops find them. */
final class PublishedWorkload {

    private PublishedWorkload() {}

    static Workload starting(String on, String tasks) {
        String yaml = "apiVersion: dropbatch/v1\nname: prices\nstart: { on: " + on + " }\ntasks: { " + tasks
                + ", command: x, outputs: [y] }\n";
        WorkloadReading reading = WorkloadReader.read(yaml.getBytes(UTF_8), new WorkloadName("prices"));
        if (reading instanceof WorkloadReading.Valid valid) {
            return valid.workload();
        }
        throw new AssertionError(reading);
    }

    /** One task for each file. */
    static Workload eachFile(String on) {
        return starting(on, "forEach: { file: '**' }");
    }
}
