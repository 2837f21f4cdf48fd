package io.dropbatch.submission.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecheckScheduleTest {

    @Test
    void looks_less_and_less_often_until_the_deadline() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Instant deadline = now.plusSeconds(3600);

        assertThat(Stream.iterate(0, looks -> looks + 1)
                        .limit(8)
                        .map(looks ->
                                RecheckSchedule.nextLook(looks, now, deadline).getEpochSecond() - now.getEpochSecond()))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
        assertThat(RecheckSchedule.nextLook(7, now, now.plusSeconds(3))).isEqualTo(now.plusSeconds(3));
    }
}
