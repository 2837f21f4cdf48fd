package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.systemtests.fixture.CommandRun;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SystemExtension.class)
class BadConfigurationTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "submission, AZURE_STORAGE_CONNECTION_STRING, '', AZURE_STORAGE_CONNECTION_STRING",
        "scheduler, AZURE_BATCH_ACCESS_KEY, not a key, AZURE_BATCH_ACCESS_KEY",
        "monitor, AZURE_BATCH_ENDPOINT, '', AZURE_BATCH_ENDPOINT",
        "results, AZURE_SERVICEBUS_CONNECTION_STRING, '', AZURE_SERVICEBUS_CONNECTION_STRING",
        "results, SERVER_PORT, http, 'SERVER_PORT: has to be a whole number, but is ''http'''",
        "results, DROPBATCH_RESULTS_LARGELEVEL, 0, 'DROPBATCH_RESULTS_LARGELEVEL: has to be at least 1, but is ''0'''",
    })
    void a_service_stops_at_start_with_one_line_that_names_the_setting(
            String service, String variable, String value, String named, RunningSystem system) throws IOException {
        Map<String, String> environment = new HashMap<>(system.addresses());
        environment.put("SERVER_PORT", "0");
        environment.put(variable, value);

        CommandRun.Ended ended = CommandRun.run(
                folder,
                environment,
                folder.resolve("said"),
                RunningSystem.LIMIT,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-jar",
                        program(system, service)));

        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.said().lines().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .contains(named);
        assertThat(ended.said()).doesNotContain("Exception", "\tat ");
    }

    private static String program(RunningSystem system, String service) throws IOException {
        try (Stream<Path> files = Files.list(system.project().resolve(service + "-service/target"))) {
            return files.filter(file -> file.toString().endsWith("-app.jar"))
                    .findFirst()
                    .orElseThrow()
                    .toString();
        }
    }
}
