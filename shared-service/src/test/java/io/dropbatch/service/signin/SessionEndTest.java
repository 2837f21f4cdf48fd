package io.dropbatch.service.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;

class SessionEndTest {

    @ParameterizedTest
    @CsvSource({"PT7H59M, false", "PT8H1M, true"})
    void ends_a_session_some_hours_after_it_began_used_or_not(Duration age, boolean ended) throws Exception {
        MockHttpSession session = new MockHttpSession();
        Clock later =
                Clock.fixed(Instant.ofEpochMilli(session.getCreationTime()).plus(age), ZoneOffset.UTC);
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/things");
        request.setSession(session);

        new SessionEndFilter(Duration.ofHours(8), later)
                .doFilter(request, new MockHttpServletResponse(), new MockFilterChain());

        assertThat(session.isInvalid()).isEqualTo(ended);
    }
}
