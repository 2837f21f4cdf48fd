package io.dropbatch.localazure.batch.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SatisfiedNumbersTest {

    @Test
    void knows_what_is_missing_on_both_sides_of_any_number() {
        Random random = new Random(7);
        BitSet model = new BitSet();
        SatisfiedNumbers numbers = new SatisfiedNumbers();
        for (int round = 0; round < 400; round++) {
            int number = random.nextInt(300);
            model.set(number);
            numbers.add(number);
            int asked = random.nextInt(300);
            assertThat(numbers.contains(asked)).isEqualTo(model.get(asked));
            assertThat(numbers.first(asked)).isEqualTo(model.nextClearBit(asked));
            assertThat(numbers.last(asked)).isEqualTo(model.previousClearBit(asked));
        }
    }

    @Test
    void reads_ids_as_integers_whatever_their_leading_zeros() {
        assertThat(SatisfiedNumbers.of(new BatchTaskId("004"))).hasValue(4);
        assertThat(SatisfiedNumbers.of(new BatchTaskId("2147483647"))).hasValue(Integer.MAX_VALUE);
        assertThat(SatisfiedNumbers.of(new BatchTaskId("2147483648"))).isEmpty();
        assertThat(SatisfiedNumbers.of(new BatchTaskId("4a"))).isEmpty();
        assertThat(SatisfiedNumbers.of(new BatchTaskId("-4"))).isEmpty();
    }

    @Test
    void holds_the_largest_integer() {
        SatisfiedNumbers numbers = new SatisfiedNumbers();
        numbers.add(Integer.MAX_VALUE);

        assertThat(numbers.contains(Integer.MAX_VALUE)).isTrue();
        assertThat(numbers.first(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE + 1L);
        assertThat(numbers.last(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE - 1);
    }
}
