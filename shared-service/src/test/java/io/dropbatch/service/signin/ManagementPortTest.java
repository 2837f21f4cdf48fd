package io.dropbatch.service.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;

class ManagementPortTest {

    @Test
    void serves_health_and_metrics_on_a_port_of_its_own_for_this_machine_without_sign_in() throws Exception {
        try (OpenIdStandIn provider = new OpenIdStandIn();
                GuardedService service = GuardedService.start(
                        "--management.server.port=0",
                        "--DROPBATCH_SIGN_IN_ISSUER=" + provider.issuer(),
                        "--DROPBATCH_SIGN_IN_AUDIENCE=api://dropbatch")) {
            int port = service.context().getEnvironment().getRequiredProperty("local.management.port", Integer.class);
            String management = "http://127.0.0.1:" + port;

            assertThat(service.get(management + "/actuator/health/readiness").statusCode())
                    .isEqualTo(200);
            assertThat(service.get(management + "/actuator/info").statusCode()).isEqualTo(200);
            assertThat(service.get(management + "/things").statusCode()).isEqualTo(401);
            assertThat(service.get("/actuator/info").statusCode()).isEqualTo(404);
            assertThat(service.context()
                            .getBean(ManagementServerProperties.class)
                            .getAddress()
                            .isLoopbackAddress())
                    .isTrue();
            assertThat(answerToForeignName(port)).startsWith("HTTP/1.1 421");
        }
    }

    @Test
    void is_the_services_own_port_unless_another_is_set() throws Exception {
        try (GuardedService service = GuardedService.start()) {
            assertThat(service.get("/actuator/info").statusCode()).isEqualTo(200);
            assertThat(service.get("/things").body()).isEqualTo("a thing");
        }
    }

    private static String answerToForeignName(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /actuator/info HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
