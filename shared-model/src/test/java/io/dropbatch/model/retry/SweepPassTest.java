package io.dropbatch.model.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepPassTest {

    private final List<Integer> seen = new ArrayList<>();

    @Test
    void looks_at_the_others_after_a_failure_and_throws_the_first_with_the_rest_at_the_end() {
        assertThatThrownBy(() -> SweepPass.over(List.of(1, 2, 3, 4), this::failAtEven))
                .hasMessage("2")
                .satisfies(first -> assertThat(first.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("4"));

        assertThat(seen).containsExactly(1, 2, 3, 4);
    }

    @Test
    void ends_after_so_many_failures() {
        assertThatThrownBy(() -> SweepPass.over(List.of(2, 3, 4, 5), 2, this::failAtEven))
                .hasMessage("2");

        assertThat(seen).containsExactly(2, 3, 4);
    }

    @Test
    void a_failure_that_is_thrown_again_and_again_is_no_reason_of_itself() {
        RuntimeException same = new IllegalStateException("away");

        assertThatThrownBy(() -> SweepPass.over(List.of(1, 2), thing -> {
                    throw same;
                }))
                .isSameAs(same)
                .hasNoSuppressedExceptions();
    }

    private void failAtEven(int number) {
        seen.add(number);
        if (number % 2 == 0) {
            throw new IllegalStateException(Integer.toString(number));
        }
    }
}
