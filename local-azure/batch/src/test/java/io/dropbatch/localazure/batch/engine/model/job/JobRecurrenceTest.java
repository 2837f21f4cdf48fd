package io.dropbatch.localazure.batch.engine.model.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.RequestDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobRecurrenceTest {

    private static final Instant CREATED = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void without_a_recurrence_there_is_one_job_at_once() {
        JobRecurrence once = read("{}");

        assertThat(once.next(CREATED, null, at("12:00"))).isEqualTo(CREATED);
        assertThat(once.next(CREATED, CREATED, at("12:00"))).isNull();
    }

    @Test
    void a_job_waits_for_the_time_before_which_it_must_not_run() {
        JobRecurrence later = read("{'doNotRunUntil':'2026-11-22T11:00:00Z'}");

        assertThat(later.next(CREATED, null, at("10:30"))).isEqualTo(at("11:00"));
    }

    @Test
    void a_missed_window_is_not_made_up_for() {
        JobRecurrence once = read("{'startWindow':'PT10M'}");

        assertThat(once.next(CREATED, null, at("10:09"))).isEqualTo(CREATED);
        assertThat(once.next(CREATED, null, at("10:10"))).isNull();
    }

    @Test
    void a_recurring_schedule_goes_on_with_the_interval_that_is_open_now() {
        JobRecurrence hourly = read("{'recurrenceInterval':'PT1H'}");

        assertThat(hourly.next(CREATED, null, at("13:20"))).isEqualTo(at("13:00"));
        assertThat(hourly.next(CREATED, at("13:00"), at("13:20"))).isEqualTo(at("14:00"));
        assertThat(hourly.next(CREATED, at("13:00"), at("17:20"))).isEqualTo(at("17:00"));
    }

    @Test
    void a_recurring_schedule_leaves_out_an_interval_whose_window_has_passed() {
        JobRecurrence hourly = read("{'recurrenceInterval':'PT1H','startWindow':'PT5M'}");

        assertThat(hourly.next(CREATED, null, at("13:04"))).isEqualTo(at("13:00"));
        assertThat(hourly.next(CREATED, null, at("13:05"))).isEqualTo(at("14:00"));
    }

    @Test
    void a_window_longer_than_the_interval_ends_with_the_interval() {
        JobRecurrence hourly = read("{'recurrenceInterval':'PT1H','startWindow':'P1D'}");

        assertThat(hourly.next(CREATED, null, at("13:59"))).isEqualTo(at("13:00"));
        assertThat(hourly.next(CREATED, null, at("14:00"))).isEqualTo(at("14:00"));
    }

    @Test
    void nothing_is_due_after_the_end() {
        JobRecurrence hourly = read("{'recurrenceInterval':'PT1H','doNotRunAfter':'2026-11-22T12:00:00Z'}");

        assertThat(hourly.next(CREATED, at("10:00"), at("10:30"))).isEqualTo(at("11:00"));
        assertThat(hourly.next(CREATED, at("11:00"), at("11:30"))).isNull();
        assertThat(hourly.waitsForItsEnd(at("11:30"))).isTrue();
        assertThat(hourly.waitsForItsEnd(at("12:00"))).isFalse();
    }

    @Test
    void refuses_less_than_a_minute_times_without_offset_and_an_end_before_the_beginning() {
        for (String wrong : new String[] {
            "{'startWindow':'PT59S'}",
            "{'recurrenceInterval':'PT0S'}",
            "{'doNotRunUntil':'tomorrow'}",
            "{'doNotRunUntil':'2026-11-22T11:00:00Z','doNotRunAfter':'2026-11-22T11:00:00Z'}"
        }) {
            assertThatThrownBy(() -> read(wrong))
                    .isInstanceOfSatisfying(
                            BatchError.class, e -> assertThat(e.code().name()).isEqualTo("InvalidPropertyValue"));
        }
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-22T" + time + ":00Z");
    }

    private static JobRecurrence read(String json) {
        return JobRecurrence.read(RequestDocument.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }
}
