package io.dropbatch.model.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.drop.DropTrigger;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantRuleTest {

    @ParameterizedTest
    @CsvSource({
        "alice.run-7, alice",
        "team-2.2026.11.28, team-2",
        "run-7, sum",
        ".hidden, sum",
        "Alice.run-7, sum",
        "a b.c, sum",
        "-x.y, sum",
        "a-name-of-more-than-thirty-letters.x, sum",
        "7.3, 7",
    })
    void reads_the_tenant_from_a_drops_name_or_takes_the_workload(String drop, String tenant) {
        DropTrigger trigger = new DropTrigger("inbox", "sum/" + drop + "/_READY", "0x1", Instant.EPOCH);

        assertThat(TenantRule.tenantOf(trigger)).isEqualTo(tenant);
    }
}
