package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropbatch.model.result.DropStatus;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the services hold open while they wait. */
@ExtendWith(HouseExtension.class)
class ConnectionsTest {

    private static final Pattern PORT = Pattern.compile("Endpoint=sb://[^:;/]+:(\\d+)");

    @BeforeAll
    static void use_the_house(House house) {
        house.publish("counting", Workloads.COUNTING);
        house.drop("counting").marker().status(DropStatus.State.READY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void a_service_receives_and_sends_everything_over_one_connection_to_the_bus(String service, House house) {
        Matcher port = PORT.matcher(house.address("AZURE_SERVICEBUS_CONNECTION_STRING"));
        assertThat(port.find()).isTrue();

        assertThat(Sockets.connections(house.processes().id(service), Integer.parseInt(port.group(1))))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void a_service_that_waits_wakes_for_one_connection_only(String service, House house) {
        Wakings client = new Wakings(house.processes().id(service), "reactor-executo");

        // The Azure client polls each connection fifty times a second.
        await("wakings of one connection").atMost(House.LIMIT).until(() -> client.perSecond() < 75);
    }
}
