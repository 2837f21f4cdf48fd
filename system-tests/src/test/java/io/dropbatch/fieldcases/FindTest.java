package io.dropbatch.fieldcases;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.CommandRun.Ended;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a drop that failed to the log of a task, on the command line alone. */
@ExtendWith(SystemExtension.class)
class FindTest {

    private static final String PICKY = """
        apiVersion: dropbatch/v1
        name: picky
        start: { on: marker }
        tasks:
          forEach: { file: "*.txt" }
          command: echo "reading $INPUT"; grep -q good "$INPUT" || { echo "no good in it" >&2; exit 3; }; cp "$INPUT" out.txt
          outputs: ["out.txt"]
          timeout: 1m
        """;

    @Test
    void leads_from_the_list_to_the_log_of_a_task_that_failed(RunningSystem system) {
        system.publish("picky", PICKY);
        CompletedDrop drop = system.drop("picky").withUnlisted("b.txt", "bad").marker();
        drop.failed();
        drop.status(DropStatus.State.FAILED);
        String name =
                drop.trigger().prefix().substring(0, drop.trigger().prefix().length() - 1);

        Ended list = system.dropbatch("list", "picky", "--state", "failed", "--text", name);
        assertThat(list.andWell().said()).contains(name, "failed", "no good in it");
        Ended show = system.dropbatch("show", name);
        assertThat(show.andWell().said())
                .contains(drop.submission().value(), "Life", "accepted", "running", "0 of 1 succeeded, 1 failed")
                .contains("Failures by cause", "1 task: user-exit: \"no good in it\"", "dropbatch logs " + name);
        Ended tasks = system.dropbatch("tasks", drop.submission().value(), "--failed");
        assertThat(tasks.andWell().said()).contains("0-000001  failed     b.txt", "user-exit 3: no good in it");
        assertThat(system.dropbatch("logs", name).andWell().said()).isEqualTo("no good in it\n");
        assertThat(system.dropbatch("logs", drop.submission().value(), "b.txt", "--stdout")
                        .andWell()
                        .said())
                .startsWith("reading ");
        Ended unknown = system.dropbatch("logs", name, "c.txt");
        assertThat(unknown.said()).contains("no task of " + name + " is called 'c.txt'");
        assertThat(unknown.exitCode()).isEqualTo(2);
        Ended nothing = system.dropbatch("show", "picky/nothing");
        assertThat(nothing.said()).contains("there is no drop 'picky/nothing'");
        assertThat(nothing.exitCode()).isEqualTo(2);
    }
}
