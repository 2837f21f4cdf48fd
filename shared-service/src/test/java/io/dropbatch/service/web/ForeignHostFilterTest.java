package io.dropbatch.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ForeignHostFilterTest {

    private final ForeignHostFilter filter = new ForeignHostFilter(false, List.of("Console.example.org"));

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "10.1.2.3", "[::1]", "localhost", "LOCALHOST", "a.localhost", "console.example.org"
            })
    void answers_to_addresses_and_to_names_of_its_own(String host) throws Exception {
        assertThat(answer(filter, host).getStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "example.org", "1.example"})
    void answers_to_no_other_name(String host) throws Exception {
        MockHttpServletResponse answer = answer(filter, host);

        assertThat(answer.getStatus()).isEqualTo(421);
        assertThat(answer.getContentAsString()).contains("DROPBATCH_WEB_HOSTS").doesNotContain(host);
    }

    @Test
    void answers_to_every_name_where_a_cluster_gives_them() throws Exception {
        assertThat(answer(new ForeignHostFilter(true, List.of()), "results-service")
                        .getStatus())
                .isEqualTo(200);
    }

    private static MockHttpServletResponse answer(ForeignHostFilter filter, String host) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/submissions");
        request.setServerName(host);
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, new MockFilterChain());
        return response;
    }
}
