package io.dropbatch.localazure.batch.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.job.JobDefinition;
import io.dropbatch.localazure.batch.engine.model.job.JobStatus;
import io.dropbatch.localazure.batch.engine.model.pool.NodeState;
import io.dropbatch.localazure.batch.engine.model.pool.PoolDefinition;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pool finds the nodes that have room, whatever has happened to them. */
class FreeSlotIndexTest {

    private static final Instant NOW = Instant.EPOCH;

    private final Pool pool = new Pool(
            1, new PoolId("p"), spec(2), PoolScaling.resizing(1, 0, PoolScaling.Deallocation.REQUEUE, NOW), NOW);
    private final Node node = new Node(new NodeId("n"), pool, true, Path.of("n"), NOW);
    private final Task task = task();

    static List<Consumer<Node>> whatMakesItFull() {
        return List.of(
                node -> node.leave(NOW),
                node -> node.scheduling(false, NOW),
                node -> node.hinder(NodeState.UNUSABLE, NOW),
                node -> node.pool().remove(node));
    }

    @ParameterizedTest
    @MethodSource("whatMakesItFull")
    void a_node_that_may_not_run_tasks_has_no_room(Consumer<Node> event) {
        pool.add(node);

        event.accept(node);

        assertThat(pool.hasRoom()).isFalse();
    }

    @Test
    void a_node_has_room_again_when_what_hindered_it_is_over() {
        pool.add(node);
        node.leave(NOW);
        node.scheduling(false, NOW);
        node.hinder(NodeState.REBOOTING, NOW);

        node.stay(NOW);
        node.scheduling(true, NOW);
        node.hinder(null, NOW);

        assertThat(node.filedUnder()).isEqualTo(2);
    }

    @Test
    void tasks_take_room_and_give_it_back() {
        pool.add(node);

        node.take(task, 2, NOW);
        assertThat(pool.hasRoom()).isFalse();

        node.release(task, 2, NOW);
        assertThat(node.filedUnder()).isEqualTo(2);
    }

    @Test
    void a_pool_whose_nodes_are_given_other_slots_has_other_room() {
        pool.add(node);
        node.take(task, 2, NOW);

        pool.respecify(spec(5), NOW);

        assertThat(node.filedUnder()).isEqualTo(3);
    }

    private static PoolDefinition spec(int slots) {
        return PoolDefinition.read(document("{\"vmSize\": \"standard_d2s_v3\", \"taskSlotsPerNode\": " + slots + "}"));
    }

    private static Task task() {
        JobDefinition spec = JobDefinition.read(document("{\"poolInfo\": {\"poolId\": \"p\"}}"));
        Job job = new Job(2, new BatchJobId("j"), spec, JobStatus.created(NOW), NOW, NOW);
        return new Task(
                3,
                job,
                new BatchTaskId("t"),
                TaskRequest.sent(2, new byte[0]),
                TaskStatus.created(NOW),
                ChangeTimes.at(NOW));
    }

    private static RequestDocument document(String json) {
        return RequestDocument.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
