package io.dropbatch.scheduler.domain.cost;

import static io.dropbatch.scheduler.ExampleJobs.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.scheduler.domain.cost.JobMeter.Share;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JobMeterTest {

    private static final NodePrice PRICE = new NodePrice(new BigDecimal("0.20"), new BigDecimal("0.05"));

    private final JobMeter meter = JobMeter.begin("USD", PRICE, new BigDecimal("1.00"));

    @Test
    void counts_the_pools_nodes_for_the_time_since_the_last_count() {
        JobMeter hour = meter.counted(new Share(3, 0, 1), NOON, NOON.plus(Duration.ofHours(1)));
        JobMeter both = hour.counted(new Share(1, 4, 1), NOON, NOON.plus(Duration.ofMinutes(90)));

        assertThat(hour.spent()).isEqualByComparingTo("0.60");
        assertThat(hour.nodeHours()).isEqualByComparingTo("3");
        assertThat(both.spent()).isEqualByComparingTo("0.80");
        assertThat(both.nodeHours()).isEqualByComparingTo("5.5");
    }

    @Test
    void gives_each_job_on_a_pool_an_equal_part() {
        JobMeter shared = meter.counted(new Share(4, 0, 8), NOON, NOON.plus(Duration.ofHours(2)));

        assertThat(shared.spent()).isEqualByComparingTo("0.20");
        assertThat(shared.nodeHours()).isEqualByComparingTo("1");
    }

    @Test
    void adds_up_to_the_same_however_often_it_is_counted() {
        Random random = new Random(7);
        JobMeter often = meter;
        Instant now = NOON;
        while (now.isBefore(NOON.plus(Duration.ofHours(1)))) {
            now = now.plusMillis(1 + random.nextInt(20_000));
            often = often.counted(new Share(3, 1, 7), NOON, now);
        }
        JobMeter once = meter.counted(new Share(3, 1, 7), NOON, now);

        assertThat(often.spent().subtract(once.spent()).abs()).isLessThan(new BigDecimal("0.000001"));
    }

    @Test
    void counts_nothing_twice_and_nothing_while_the_job_waits() {
        Instant later = NOON.plus(Duration.ofHours(1));
        JobMeter counted = meter.counted(new Share(1, 0, 1), NOON, later);

        assertThat(counted.counted(new Share(1, 0, 1), NOON, later)).isEqualTo(counted);
        JobMeter again = counted.paused()
                .counted(new Share(1, 0, 1), later.plus(Duration.ofHours(5)), later.plus(Duration.ofHours(6)));
        assertThat(again.nodeHours()).isEqualByComparingTo("2");
    }

    @Test
    void knows_when_its_budget_is_used_up() {
        JobMeter almost = meter.counted(new Share(4, 0, 1), NOON, NOON.plus(Duration.ofMinutes(74)));
        JobMeter over = meter.counted(new Share(4, 0, 1), NOON, NOON.plus(Duration.ofMinutes(75)));

        assertThat(almost.isExhausted()).isFalse();
        assertThat(over.isExhausted()).isTrue();
        assertThat(JobMeter.begin("USD", PRICE, null)
                        .counted(new Share(999, 0, 1), NOON, NOON.plus(Duration.ofDays(9)))
                        .isExhausted())
                .isFalse();
    }

    @Test
    void is_worth_telling_by_the_hundredth_and_when_the_budget_is_reached() {
        JobMeter some = meter.counted(new Share(1, 0, 1), NOON, NOON.plus(Duration.ofHours(1)));

        assertThat(some.isWorthTelling(BigDecimal.ZERO)).isTrue();
        assertThat(some.isWorthTelling(new BigDecimal("0.195"))).isFalse();
        assertThat(some.isWorthTelling(new BigDecimal("0.18"))).isTrue();
        JobMeter reached = meter.counted(new Share(1, 0, 1), NOON, NOON.plus(Duration.ofHours(5)));
        assertThat(reached.isWorthTelling(new BigDecimal("0.999"))).isTrue();
    }

    @Test
    void finds_prices_however_the_size_is_written() {
        PriceTable prices = new PriceTable("EUR", Map.of("[Standard_D2s_v5]", PRICE, "StandardF4sv2", PRICE), null);
        PriceTable any = new PriceTable("EUR", Map.of(), PRICE);

        assertThat(prices.of("standard_d2S_v5")).contains(PRICE);
        assertThat(prices.of("Standard_F4s_v2")).contains(PRICE);
        assertThat(prices.of("Standard_D4s_v5")).isEmpty();
        assertThat(any.of("Standard_D4s_v5")).contains(PRICE);
    }
}
