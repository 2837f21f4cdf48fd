package io.dropbatch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    @Test
    void goes_as_far_as_the_signature_of_a_request_without_a_network() {
        assertThat(Rehearsal.run()).startsWith("SharedKey nobody:");
    }

    @Test
    void what_is_made_once_is_made_when_it_is_asked_for() {
        AtomicInteger made = new AtomicInteger();
        Once<Integer> once = new Once<>(made::incrementAndGet);
        assertThat(made).hasValue(0);

        assertThat(once.get()).isEqualTo(1);
        assertThat(once.get()).isEqualTo(1);
    }
}
