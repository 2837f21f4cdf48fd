package io.dropbatch.localazure.batch.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.HalfHour;
import io.dropbatch.localazure.batch.engine.model.pool.PoolDefinition;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A pool counts its nodes, those that leave and what they have used, without a look at all of them. */
class PoolCountsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final Pool pool = new Pool(1, new PoolId("p"), spec(), scaling(), NOW);
    private final Node dedicated = node("d", true);
    private final Node spot = node("s", false);

    @Test
    void nodes_are_counted_by_kind_until_they_are_removed() {
        pool.add(dedicated);
        pool.add(spot);
        assertThat(pool.current(true)).isEqualTo(1);
        assertThat(pool.current(false)).isEqualTo(1);

        pool.remove(spot);
        pool.remove(spot);

        assertThat(pool.current(true)).isEqualTo(1);
        assertThat(pool.current(false)).isZero();
    }

    @Test
    void a_node_that_is_told_twice_to_leave_leaves_once() {
        pool.add(dedicated);
        dedicated.leave(NOW);
        dedicated.leave(NOW);
        assertThat(pool.anyLeaving()).isTrue();

        dedicated.stay(NOW);

        assertThat(pool.anyLeaving()).isFalse();
    }

    @Test
    void a_node_that_has_left_is_not_about_to() {
        pool.add(dedicated);
        dedicated.leave(NOW);

        pool.remove(dedicated);

        assertThat(pool.anyLeaving()).isFalse();
    }

    @Test
    void what_a_node_has_used_stays_when_it_leaves() {
        pool.add(spot);
        HalfHour second = HalfHour.of(NOW).next();
        Duration before = pool.coreTime(second);

        pool.count(spot, second.end());
        pool.remove(spot);

        assertThat(pool.coreTime(second)).isEqualTo(before).isEqualTo(Duration.ofHours(1));
    }

    private Node node(String id, boolean isDedicated) {
        return new Node(new NodeId(id), pool, isDedicated, Path.of(id), NOW);
    }

    private static PoolScaling scaling() {
        return PoolScaling.resizing(1, 1, PoolScaling.Deallocation.REQUEUE, NOW);
    }

    private static PoolDefinition spec() {
        return PoolDefinition.read(
                RequestDocument.parse("{\"vmSize\": \"standard_d2s_v3\"}".getBytes(StandardCharsets.UTF_8)));
    }
}
