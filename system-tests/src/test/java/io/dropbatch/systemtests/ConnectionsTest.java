package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.OpenSockets;
import io.dropbatch.systemtests.fixture.ProcessWakings;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the services hold open while they wait. */
@ExtendWith(SystemExtension.class)
class ConnectionsTest {

    private static final Pattern PORT = Pattern.compile("Endpoint=sb://[^:;/]+:(\\d+)");

    @BeforeAll
    static void use_the_system(RunningSystem system) {
        system.publish("counting", ExampleWorkloads.COUNTING);
        system.drop("counting").marker().status(DropStatus.State.READY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void a_service_receives_and_sends_everything_over_one_connection_to_the_bus(String service, RunningSystem system) {
        Matcher port = PORT.matcher(system.address("AZURE_SERVICEBUS_CONNECTION_STRING"));
        assertThat(port.find()).isTrue();

        assertThat(OpenSockets.connections(system.processes().id(service), Integer.parseInt(port.group(1))))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void a_service_that_waits_wakes_for_one_connection_only(String service, RunningSystem system) {
        ProcessWakings client = new ProcessWakings(system.processes().id(service), "reactor-executo");

        // The Azure client polls each connection fifty times a second.
        await("wakings of one connection").atMost(RunningSystem.LIMIT).until(() -> client.perSecond() < 75);
    }
}
