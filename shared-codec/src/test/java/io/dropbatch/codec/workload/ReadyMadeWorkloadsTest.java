package io.dropbatch.codec.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.id.WorkloadName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ReadyMadeWorkloadsTest {

    private static final Path FOLDER = Path.of("..", "workloads");

    @TestFactory
    Stream<DynamicTest> every_ready_made_workload_is_honoured() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders
                    .map(folder -> folder.resolve("workload.yaml"))
                    .filter(Files::exists)
                    .map(file -> DynamicTest.dynamicTest(
                            file.getParent().getFileName().toString(),
                            () -> assertThat(WorkloadReader.read(Files.readAllBytes(file), nameOf(file)))
                                    .isInstanceOf(WorkloadReading.Valid.class)))
                    .toList()
                    .stream();
        }
    }

    private static WorkloadName nameOf(Path file) {
        return new WorkloadName(file.getParent().getFileName().toString());
    }
}
