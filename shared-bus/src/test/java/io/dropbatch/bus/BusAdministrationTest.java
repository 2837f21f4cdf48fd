package io.dropbatch.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BusAdministrationTest {

    @Test
    void knows_where_microsofts_emulator_tells_what_it_holds() {
        String emulator =
                "Endpoint=sb://localhost:5672;SharedAccessKeyName=n;SharedAccessKey=k;UseDevelopmentEmulator=true;";

        assertThat(new BusAdministration(emulator, "", "").plainEndpoint()).isEqualTo("http://localhost:5300");
        assertThat(new BusAdministration(emulator, "", "http://127.0.0.1:1").plainEndpoint())
                .isEqualTo("http://127.0.0.1:1");
        assertThat(new BusAdministration("Endpoint=sb://a.servicebus.windows.net/;SharedAccessKey=k", "", "")
                        .plainEndpoint())
                .isEmpty();
    }

    @Test
    void does_not_print_the_key() {
        assertThat(new BusAdministration("SharedAccessKey=k3y", "n", "").toString())
                .doesNotContain("k3y");
    }
}
