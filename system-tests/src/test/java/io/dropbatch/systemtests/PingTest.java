package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.systemtests.fixture.CommandRun;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The self-test goes through the whole system and back. */
@ExtendWith(SystemExtension.class)
class PingTest {

    @Test
    void tells_the_time_of_each_stage(RunningSystem system) {
        CommandRun.Ended ping =
                system.dropbatch("ping", "--count", "2", "--timeout", "80s").andWell();

        assertThat(ping.said())
                .contains("milliseconds          min      avg      max")
                .containsPattern("(?m)^upload +[0-9]+ +[0-9]+ +[0-9]+$")
                .containsPattern("(?m)^to ready +[0-9]+ +[0-9]+ +[0-9]+$")
                .containsPattern("(?m)^drop to result +[1-9][0-9]* +[0-9]+ +[0-9]+$");
    }
}
