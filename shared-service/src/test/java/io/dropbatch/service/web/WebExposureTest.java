package io.dropbatch.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@ExtendWith(OutputCaptureExtension.class)
class WebExposureTest {

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebAutoConfiguration.class
    })
    static class Application {}

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", ""})
    void a_service_beyond_loopback_without_sign_in_stops_with_one_line(String address, CapturedOutput output) {
        assertThatThrownBy(() -> start("--SERVER_ADDRESS=" + address)).isNotNull();

        assertThat(output.getAll().lines().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .endsWith(
                        "cannot start program=\"test-service\" explanation=\"DROPBATCH_SIGN_IN_ISSUER: has to be set to"
                                + " the OpenID provider that people sign in with, since SERVER_ADDRESS lets more than this"
                                + " machine in; or set DROPBATCH_WEB_OPEN=true if a proxy in front of this service lets in only"
                                + " who belongs\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--SERVER_ADDRESS=127.0.0.1", "--SERVER_ADDRESS=localhost", "--DROPBATCH_WEB_OPEN=true"})
    void a_service_starts_on_loopback_or_when_it_is_told_to_be_open(String setting) {
        try (ConfigurableApplicationContext context = start(setting)) {
            assertThat(context.isRunning()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, https://evil.example, cross-site, 200",
        "POST, , , 200",
        "POST, http://127.0.0.1:8084, same-origin, 200",
        "POST, http://127.0.0.1:8084, , 200",
        "POST, http://127.0.0.1:8085, same-site, 403",
        "POST, http://127.0.0.1:8085, , 403",
        "POST, https://evil.example, cross-site, 403",
        "DELETE, https://evil.example, , 403",
        "POST, null, , 403",
        "POST, 'http://a b', , 403",
    })
    void a_page_of_another_site_changes_nothing(String method, String origin, String site, int status)
            throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/things");
        request.addHeader("Host", "127.0.0.1:8084");
        if (origin != null) {
            request.addHeader("Origin", origin);
        }
        if (site != null) {
            request.addHeader("Sec-Fetch-Site", site);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();

        new ForeignOriginFilter().doFilter(request, response, new MockFilterChain());

        assertThat(response.getStatus()).isEqualTo(status);
    }

    @Test
    void a_name_that_no_machine_has_is_told() {
        assertThatThrownBy(() -> new ListenAddress("server.address", "no such host").isLoopback())
                .hasMessageContaining("server.address: has to be an address of this machine");
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        String[] all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[0] = "--server.port=0";
        return new SpringApplicationBuilder(Application.class).run(all);
    }
}
