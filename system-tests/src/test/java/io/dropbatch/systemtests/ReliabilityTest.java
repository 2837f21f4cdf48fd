package io.dropbatch.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.BatchJobs;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.PreparedDrop;
import io.dropbatch.systemtests.fixture.RandomKills;
import io.dropbatch.systemtests.fixture.ResultPackage;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.StorageFaults;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Many drops while storage events are lost, duplicated and mixed up, and services are killed. The system property
 * {@code dropbatch.reliability.drops} makes it longer; {@code benchmarks/reliability.sh} does so and shows the figures.
 */
@ExtendWith(SystemExtension.class)
class ReliabilityTest {

    private static final int DROPS = Integer.getInteger("dropbatch.reliability.drops", 16);
    private static final long SEED = Long.getLong("dropbatch.reliability.seed", 1);
    private static final int TASKS = 7;

    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(3);

    @AfterEach
    void deliver_all_events_again(RunningSystem system) {
        StorageFaults.of(system).set("unreliable=0");
    }

    @Test
    void every_drop_has_one_outcome_and_exactly_its_tasks(RunningSystem system) throws IOException {
        system.awaitQuiet();
        system.publish("counting", ExampleWorkloads.COUNTING);
        StorageFaults.of(system).set("unreliable=" + SEED + "&lost=5&duplicated=10&latestMillis=3000");

        List<CompletedDrop> drops = new ArrayList<>();
        try (RandomKills kills = RandomKills.of(system, new Random(SEED), BETWEEN_KILLS)) {
            for (int i = 0; i < DROPS; i++) {
                drops.add(withInputs(system.drop("counting"), i).marker());
            }
            drops.forEach(drop -> await("the outcome of " + drop)
                    .atMost(RunningSystem.LIMIT.multipliedBy(2 + DROPS / 25))
                    .until(() -> !drop.outcomes().isEmpty()));
            report(kills.done(), drops);
        }

        system.awaitQuiet();
        drops.forEach(ReliabilityTest::assertOneOfEverything);
    }

    /** Inputs that no task reads: their events are lost, doubled and late like those of triggers. */
    private static PreparedDrop withInputs(PreparedDrop drop, int number) {
        return number % 2 == 0
                ? drop
                : drop.withUnlisted("a.txt", "a" + number).withUnlisted("sub/b.txt", "b" + number);
    }

    private static void assertOneOfEverything(CompletedDrop drop) {
        assertThat(drop.outcomes()).as(drop.toString()).hasSize(1).first().isInstanceOf(OutputReady.class);
        assertThat(BatchJobs.of(drop)).containsExactly(drop.submission() + "-1");
        assertThat(BatchJobs.tasks(drop)).hasSize(TASKS).doesNotHaveDuplicates();
        assertThat(ResultPackage.of(drop).result().values()).containsExactly("10\n");
        drop.status(DropStatus.State.READY);
    }

    private static void report(List<String> kills, List<CompletedDrop> drops) throws IOException {
        List<Duration> times = drops.stream()
                .map(drop -> Duration.between(
                        drop.trigger().uploadedAt(), drop.ready().readyAt()))
                .sorted()
                .toList();
        String figures =
                "%d drops of %d tasks; from trigger to result: median %d s, longest %d s; killed %d times: %s%n"
                        .formatted(
                                drops.size(),
                                TASKS,
                                times.get(times.size() / 2).toSeconds(),
                                times.getLast().toSeconds(),
                                kills.size(),
                                kills.stream()
                                        .collect(Collectors.groupingBy(
                                                Function.identity(), TreeMap::new, Collectors.counting())));
        Files.writeString(Path.of("target", "reliability.txt"), figures, UTF_8);
    }
}
