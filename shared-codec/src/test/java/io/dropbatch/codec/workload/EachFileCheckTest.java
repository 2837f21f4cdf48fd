package io.dropbatch.codec.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.workload.RollingWindow;
import io.dropbatch.model.workload.StartCondition;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EachFileCheckTest {

    private static final String EACH_FILE = """
            apiVersion: dropbatch/v1
            name: thumbs
            start: { on: each-file }
            tasks: { forEach: { file: "*.jpg" }, command: x, outputs: [y] }
            """;

    @Test
    void knows_how_long_a_job_waits_for_more_files() {
        assertThat(start(EACH_FILE))
                .isEqualTo(new StartCondition(
                        StartCondition.On.EACH_FILE,
                        Duration.ofHours(1),
                        new RollingWindow(Duration.ofSeconds(5), 1000)));
        assertThat(start(EACH_FILE.replace("each-file", "each-file, idle: 1m, maxTasks: 20"))
                        .window())
                .isEqualTo(new RollingWindow(Duration.ofMinutes(1), 20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'merge: { command: x, outputs: [y] }' | 5 | no last file to merge after",
                "'failure: { tolerate: 2 }' | 5 | outcome of its own",
            })
    void refuses_keys_that_only_drops_of_several_files_have(String key, int line, String words) {
        assertThat(problems(EACH_FILE + key + "\n")).contains("line " + line, "start.on: each-file", words);
    }

    @Test
    void refuses_what_needs_more_than_one_file() {
        assertThat(problems(EACH_FILE.replace("each-file", "each-file, deadline: 1h")))
                .contains("start.deadline", "waits for no others");
        assertThat(problems(EACH_FILE.replace("command: x", "command: x, shared: [a]")))
                .contains("tasks.shared", "no drop to share");
        assertThat(problems(EACH_FILE.replace("\"*.jpg\"", "{ include: \"*.jpg\", group: \"{s}_R{1,2}.jpg\" }")))
                .contains("tasks.forEach.file.group", "none can wait for its group");
        assertThat(problems(EACH_FILE.replace("file: \"*.jpg\"", "repeat: 3"))).contains("has to be 'file'");
        assertThat(problems(EACH_FILE.replace("file: \"*.jpg\"", "row: a.csv"))).contains("has to be 'file'");
    }

    @Test
    void refuses_its_own_keys_elsewhere() {
        assertThat(problems(EACH_FILE.replace("each-file", "marker, idle: 5s, maxTasks: 3")))
                .contains("start.idle: goes with 'on: each-file' only")
                .contains("start.maxTasks: goes with 'on: each-file' only");
    }

    private static StartCondition start(String yaml) {
        return ((WorkloadReading.Valid) read(yaml)).workload().start();
    }

    private static String problems(String yaml) {
        return ((WorkloadReading.Invalid) read(yaml)).describe();
    }

    private static WorkloadReading read(String yaml) {
        return WorkloadReader.read(yaml.getBytes(UTF_8), new WorkloadName("thumbs"));
    }
}
