package io.dropbatch.codec.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.id.ApplicationRef;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.workload.ForEach;
import io.dropbatch.model.workload.Merge;
import io.dropbatch.model.workload.NodeKind;
import io.dropbatch.model.workload.PoolTemplate;
import io.dropbatch.model.workload.StartCondition;
import io.dropbatch.model.workload.TableColumn;
import io.dropbatch.model.workload.TableEncoding;
import io.dropbatch.model.workload.TableFormat;
import io.dropbatch.model.workload.Workload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadReaderTest {

    private static final WorkloadName NAME = new WorkloadName("prices");
    private static final String SMALLEST = """
            apiVersion: dropbatch/v1
            name: prices
            tasks:
              forEach: { file: "*.csv" }
              command: wc -l "$INPUT" > count.txt
              outputs: [count.txt]
            """;

    @Test
    void fills_in_what_a_small_workload_leaves_out() {
        Workload workload = valid(SMALLEST);

        assertThat(workload.application()).isNull();
        assertThat(workload.start())
                .isEqualTo(new StartCondition(StartCondition.On.MANIFEST, Duration.ofHours(1), null));
        assertThat(workload.tasks().forEach()).isEqualTo(new ForEach.EachFile(new Glob("*.csv")));
        assertThat(workload.tasks().timeout()).isEqualTo(Duration.ofHours(1));
        assertThat(workload.tasks().retries()).isZero();
        assertThat(workload.merge()).isNull();
        assertThat(workload.limits().maxTasks()).isEqualTo(100_000);
        assertThat(workload.limits().wallClock()).isEqualTo(Duration.ofHours(24));
        assertThat(workload.pool().vmSize()).isEqualTo("Standard_D2s_v5");
        assertThat(workload.pool().minNodes()).isZero();
        assertThat(workload.pool().maxNodes()).isEqualTo(4);
    }

    @Test
    void tells_what_completes_a_drop_whatever_else_is_wrong() {
        assertThat(startOf("start: { on: marker }\nunknown: 1\n")).isEqualTo(StartCondition.On.MARKER);
        assertThat(startOf("start: { on: manifest }\n")).isEqualTo(StartCondition.On.MANIFEST);
        assertThat(startOf(SMALLEST)).isEqualTo(StartCondition.On.MANIFEST);
        assertThat(startOf("start: [marker\n")).isEqualTo(StartCondition.On.MANIFEST);
        assertThat(startOf("marker")).isEqualTo(StartCondition.On.MANIFEST);
    }

    private static StartCondition.On startOf(String yaml) {
        return WorkloadReader.startOf(yaml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void reads_every_key_that_is_honoured() {
        Workload workload = valid("""
                apiVersion: dropbatch/v1
                name: prices
                application: { name: montecarlo, version: "1.2" }
                requires: [java, g++]
                start: { on: marker, deadline: 1h30m }
                tasks:
                  forEach: { row: "data/scenarios.csv", chunk: 50 }
                  shared: ["curves/*.json"]
                  command: |
                    java $APP_DIR/Price.java "$INPUT" > result.json
                  outputs: ["result.json", "charts/**/*.png"]
                  environment: { SEED: 42, RATE: 1.10, ON: yes, FLAG: true, EMPTY: "" }
                  timeout: PT20M
                  retries: 2
                  nodes: 1
                merge:
                  command: java $APP_DIR/Merge.java "$INPUTS" > summary.json
                  outputs: ["summary.json"]
                  fanIn: 8
                  rounds: many
                limits: { maxTasks: 500, wallClock: 1d }
                priority: -5
                pool:
                  vmSize: Standard_D4s_v5
                  image: ubuntu-22.04
                  nodes: { min: 1, max: 20 }
                  slotsPerNode: 4
                  startTask: apt-get install -y povray
                """);

        assertThat(workload.application()).isEqualTo(new ApplicationRef("montecarlo", "1.2"));
        assertThat(workload.requires()).containsExactly("java", "g++");
        assertThat(workload.start())
                .isEqualTo(new StartCondition(StartCondition.On.MARKER, Duration.ofMinutes(90), null));
        assertThat(workload.tasks().forEach()).isEqualTo(new ForEach.EachRow("data/scenarios.csv", 50));
        assertThat(workload.tasks().environment())
                .isEqualTo(Map.of("SEED", "42", "RATE", "1.10", "ON", "yes", "FLAG", "true", "EMPTY", ""));
        assertThat(workload.tasks().timeout()).isEqualTo(Duration.ofMinutes(20));
        assertThat(workload.merge().fanIn()).isEqualTo(8);
        assertThat(workload.merge().rounds()).isEqualTo(Merge.Rounds.MANY);
        assertThat(workload.limits().wallClock()).isEqualTo(Duration.ofDays(1));
        assertThat(workload.priority()).isEqualTo(-5);
        assertThat(workload.pool().startTask()).isEqualTo("apt-get install -y povray");
    }

    @Test
    void names_the_line_of_an_unknown_key_and_the_nearest_known_one() {
        assertThat(problems(SMALLEST.replace("outputs:", "ouputs:")))
                .containsExactly("line 6: unknown key 'ouputs' in tasks: did you mean 'outputs'?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            failure: { tolerate: 5 }        | 100 | 5
            failure: { tolerate: 0 }        | 100 | 0
            failure: { tolerate: "2%" }     | 100 | 2
            failure: { tolerate: 2% }       | 149 | 2
            failure: { tolerate: 0.5% }     | 1000 | 5
            failure: { tolerate: 80 }       | 100 | 50
            failure: { tolerate: 99% }      | 7   | 3
            failure: { tolerate: 1 }        | 1   | 0
            failure: {}                     | 100 | 0
            priority: 1                     | 100 | 0
            """)
    void tolerates_a_number_or_a_part_of_the_tasks_at_most_half_of_them(String key, int tasks, int tolerated) {
        assertThat(valid(SMALLEST + key + "\n").failure().of(tasks)).isEqualTo(tolerated);
    }

    @Test
    void takes_an_application_package_of_the_batch_account() {
        Workload workload = valid(SMALLEST + "application: { package: Blender_x, version: 4.1-b }\n");

        assertThat(workload.application()).isEqualTo(new ApplicationRef("Blender_x", "4.1-b", true));
        assertThat(workload.application().variable()).isEqualTo("Blender_x_4_1_b");
    }

    @Test
    void takes_a_task_of_several_nodes_which_decides_how_large_the_pool_may_get() {
        Workload workload = valid(SMALLEST + "  nodes: 8\n");

        assertThat(workload.tasks().nodes()).isEqualTo(8);
        assertThat(workload.pool().maxNodes()).isEqualTo(8);
        assertThat(valid(SMALLEST).tasks().nodes()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            id: mine                                | pool.id: cannot be used, as tasks.nodes is 4
            slotsPerNode: 2                         | pool.slotsPerNode: has to be 1, as tasks.nodes is 4
            nodes: { max: 3 }                       | pool.nodes.max: has to be at least 4, as tasks.nodes is 4
            nodes: { spot: true, fallback: dedicated } | pool.nodes.fallback: has to be none, as tasks.nodes is 4
            """)
    void refuses_a_pool_on_which_a_task_of_several_nodes_would_wait_for_ever(String pool, String words) {
        assertThat(problems(SMALLEST + "  nodes: 4\npool: { " + pool + " }\n"))
                .singleElement()
                .asString()
                .startsWith("line 8: " + words);
        assertThat(problems(SMALLEST + "  nodes: 101\n")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            priority: high                             | priority: has to be a whole number
            priority: 1001                             | priority: has to be at most 1000
            application: { name: a, version: 1.2 }     | application.version: has to be text: write it in quotes
            application: { name: a }                   | application: 'version' is missing
            application: { version: "1" }              | application: 'name' is missing, or 'package'
            application: { name: a, package: a, version: "1" } | application: has 'name' and 'package'
            application: { package: a, version: "1+b" } | application.version: has a '+'
            application: { package: a b, version: "1" } | application.package: has to be 1-64 letters
            requires: ["a b"]                          | requires[0]: has to be the name of a program
            start: { deadline: 20 }                    | start.deadline: has to be a duration with its unit
            start: { deadline: 20 minutes }            | start.deadline: has to be a duration, such as
            start: { deadline: 0s }                    | start.deadline: has to be a duration longer than zero
            start: { on: markers }                     | start.on: has to be one of manifest, marker, each-file
            pool: { nodes: { min: 3, max: 2 } }        | pool.nodes: min is larger than max
            merge: { command: cat, outputs: [] }       | merge.outputs: has to name at least one file
            merge: { command: cat, outputs: [count.txt], rounds: 1 } | merge.rounds: has to be one (no drop
            failure: { tolerate: -1 }                  | failure.tolerate: has to be
            failure: { tolerate: 1.5 }                 | failure.tolerate: has to be a number of tasks, such as 5
            failure: { tolerate: some }                | failure.tolerate: has to be a number of tasks, such as 5
            failure: { tolerate: 101% }                | failure.tolerate: has to be a number of tasks, such as 5
            checkpoints: { every: 1m }                 | make its steps 'rounds', of which each is kept
            failure: { tolerated: 1 }                  | unknown key 'tolerated' in failure: did you mean 'tolerate'?
            limits: [1]                                | limits: has to be a group of keys
            name: other                                | the file cannot be read: Duplicate
            a: *x                                      | aliases
            a: !!java.io.File b                        | tags (!)
            ---                                        | more than one document
            a: [                                       | the file cannot be read
            """)
    void explains_a_fault_at_its_line(String line, String words) {
        List<String> problems = problems(SMALLEST + line + "\n");

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst()).matches("line [78]: .*").contains(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [".hidden"]       | begins with '.'
            ["a/.b/c"]        | begins with '.'
            ["/abs"]          | write 'abs'
            ["out/"]          | write 'out/**'
            ["**.png"]        | write '**/*.png'
            ["{x,.y}.txt"]    | begins with '.'
            ["{x.txt"]        | not closed by '}'
            ["a/../b"]        | '..'
            ["_dropbatch/x"]  | Dropbatch's own
            """)
    void refuses_outputs_that_are_no_patterns_or_could_not_be_uploaded(String outputs, String words) {
        assertThat(problems(SMALLEST.replace("[count.txt]", outputs)))
                .singleElement()
                .asString()
                .startsWith("line 6: tasks.outputs[0]: ")
                .contains(words);
    }

    @Test
    void outputs_have_room_in_a_variable_of_linux() {
        String name = "n".repeat(1023);
        String full = IntStream.range(0, 64).mapToObj(i -> name).collect(Collectors.joining(", ", "[", "]"));

        assertThat(read(SMALLEST.replace("[count.txt]", full))).isInstanceOf(WorkloadReading.Valid.class);
        assertThat(problems(SMALLEST.replace("[count.txt]", full.replace("]", ", a]"))))
                .singleElement()
                .asString()
                .contains("line 6: tasks.outputs: is larger than 64 KiB");
    }

    @ParameterizedTest
    @CsvSource({"INPUT", "INPUTS", "APP_DIR", "TASK_INDEX", "PARAM_A", "AZ_BATCH_X", "DROPBATCH_COMMAND", "a-b", "1A"})
    void refuses_names_of_variables_that_it_sets_itself(String name) {
        assertThat(problems(SMALLEST + "  environment: { " + name + ": x }\n"))
                .singleElement()
                .asString()
                .startsWith("line 7: tasks.environment." + name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                              | exactly one of
            { file: a, repeat: 2 }          | exactly one of
            { file: a, chunk: 2 }           | goes with row only
            { row: a.xlsx }                 | .csv, .tsv, .tab, .txt, .jsonl or .ndjson
            { row: a.txt }                  | row: { file: "a.txt", separator: tab }
            { row: ../a.csv }               | '..'
            { row: [a.csv] }                | a group with file, separator, encoding, header, columns
            { row: { separator: tab } }     | 'file' is missing
            { row: { file: ../a.csv } }     | tasks.forEach.row.file: its path has
            { row: { file: a.csv, seperator: tab } }      | did you mean 'separator'?
            { row: { file: a.csv, separator: dot } }      | has to be comma, semicolon, tab, pipe
            { row: { file: a.csv, separator: "é" } }      | one ASCII character
            { row: { file: a.csv, encoding: utf-7 } }     | has to be one of utf-8, utf-16, utf-16le, utf-16be, iso-8859-1, windows-1252
            { row: { file: a.csv, header: 1 } }           | has to be true or false
            { row: { file: a.csv, columns: { PARAM_A: x } } }              | begins with PARAM_
            { row: { file: a.csv, columns: { "a b": x } } }                | is not the end of a variable's name
            { row: { file: a.csv, columns: { a: x, A: y } } }              | has two columns for PARAM_A
            { row: { file: a.csv, columns: { A: 0 } } }                    | its position from 1
            { row: { file: a.csv, columns: ["价格"] } }                     | write NAME: title
            { row: { file: a.csv, header: false, columns: { A: x } } }     | has to be a list of names
            { row: { file: a.csv, columns: [a] }, chunk: 2 }               | leave it out, or set chunk: 1
            { row: { file: a.jsonl, separator: tab } }                     | the file is JSON Lines
            { repeat: 0 }                   | at least 1
            { file: "*.csv", fiel: x }      | did you mean 'file'?
            """)
    void wants_one_way_of_fanning_out(String forEach, String words) {
        assertThat(problems(SMALLEST.replace("{ file: \"*.csv\" }", forEach)))
                .singleElement()
                .asString()
                .startsWith("line 4: ")
                .contains(words);
    }

    @Test
    void a_row_file_may_be_described() {
        ForEach.EachRow plain = rows("a/Rows.CSV");
        ForEach.EachRow said = rows(
                "{ file: a.csv, separator: ';', encoding: Latin1, header: false," + " columns: [id, Strike (USD)] }");
        ForEach.EachRow chosen = rows("{ file: a.tsv, separator: Tab, columns: { strike: Strike (USD), KEY: 1 } }");

        assertThat(plain).isEqualTo(new ForEach.EachRow("a/Rows.CSV", 1));
        assertThat(plain.format()).isEqualTo(new TableFormat(null, null, true, null));
        assertThat(said.format())
                .isEqualTo(new TableFormat(
                        ';',
                        TableEncoding.ISO_8859_1,
                        false,
                        List.of(TableColumn.at("ID", 1), TableColumn.at("STRIKE__USD_", 2))));
        assertThat(chosen.format())
                .isEqualTo(new TableFormat(
                        '\t',
                        null,
                        true,
                        List.of(TableColumn.titled("STRIKE", "Strike (USD)"), TableColumn.at("KEY", 1))));
        assertThat(rows("{ file: a.csv, columns: [] }").format().columns()).isEmpty();
    }

    private static ForEach.EachRow rows(String row) {
        return (ForEach.EachRow) valid(SMALLEST.replace("{ file: \"*.csv\" }", "{ row: " + row + " }"))
                .tasks()
                .forEach();
    }

    @Test
    void refuses_a_name_that_is_not_the_files() {
        assertThat(problems(SMALLEST.replace("prices", "other")))
                .containsExactly("line 2: name: has to be the file's own name, prices");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pool: { profile: gpu }                                  | null | 0  | 10000
            pool: { profile: gpu, nodes: { min: 2, spot: true } }   | SPOT | 2  | 10000
            pool: { nodes: { spot: true, fallback: dedicated } }    | SPOT_THEN_DEDICATED | 0 | 4
            pool: { nodes: { spot: true, fallback: none, min: 9 } } | SPOT | 9 | 9
            pool: { nodes: { spot: false } }                        | DEDICATED | 0 | 4
            """, nullValues = "null")
    void reads_the_kind_and_number_of_nodes(String key, NodeKind kind, int min, int max) {
        PoolTemplate pool = valid(SMALLEST + key + "\n").pool();

        assertThat(pool.kind()).isEqualTo(kind);
        assertThat(pool.minNodes()).isEqualTo(min);
        assertThat(pool.maxNodes()).isEqualTo(max);
    }

    @Test
    void reads_a_profile_and_an_operators_pool() {
        assertThat(valid(SMALLEST + "pool: { profile: gpu, slotsPerNode: 2 }\n").pool())
                .isEqualTo(PoolTemplate.ofProfile("gpu", 0, 10_000, 2, null, null));
        assertThat(valid(SMALLEST + "pool: { id: our_gpus }\n").pool()).isEqualTo(PoolTemplate.ofId("our_gpus"));
        assertThat(valid(SMALLEST).pool())
                .isEqualTo(new PoolTemplate("Standard_D2s_v5", "ubuntu-24.04", 0, 4, null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pool: { profile: gpu, vmSize: Standard_D2s_v5 } | pool.vmSize: is decided by pool.profile: leave one of them out
            pool: { id: gpus, nodes: { max: 9 } }           | pool.nodes: is not for this workload to say, as pool.id names a pool that is there
            pool: { profile: Gpu }                          | pool.profile: has to be the name of a profile: lower-case letters, digits and hyphens
            pool: { nodes: { fallback: dedicated } }        | pool.nodes.fallback: is what follows spot nodes: say pool.nodes.spot: true as well
            pool: { nodes: { spot: true, fallback: big } }  | pool.nodes.fallback: has to be dedicated (nodes that stay take over) or none
            """)
    void refuses_a_pool_that_contradicts_itself(String key, String words) {
        assertThat(problems(SMALLEST + key + "\n")).containsExactly("line 7: " + words);
    }

    @Test
    void reports_every_fault_in_the_order_of_the_file() {
        assertThat(problems(SMALLEST.replace("outputs", "out") + "priority: x\npool: { nodes: { min: -1 } }\n"))
                .hasSize(3)
                .isSortedAccordingTo(String::compareTo);
    }

    @ParameterizedTest
    @CsvSource({"''", "'# nothing'", "'a'", "'[1]'", "'\u0000'", "'{'"})
    void refuses_what_is_no_workload_at_all(String text) {
        assertThat(problems(text)).isNotEmpty();
    }

    @Test
    void refuses_nesting_and_size_that_would_cost_memory() {
        assertThat(problems("a: " + "[".repeat(5000))).hasSize(1);
        assertThat(problems("#".repeat(300_000))).singleElement().asString().contains("at most 262,144");
        assertThat(WorkloadReader.read(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1}, NAME))
                .isInstanceOf(WorkloadReading.Invalid.class);
    }

    private static Workload valid(String yaml) {
        WorkloadReading reading = read(yaml);
        assertThat(reading).isInstanceOf(WorkloadReading.Valid.class);
        return ((WorkloadReading.Valid) reading).workload();
    }

    private static List<String> problems(String yaml) {
        WorkloadReading reading = read(yaml);
        assertThat(reading).isInstanceOf(WorkloadReading.Invalid.class);
        return ((WorkloadReading.Invalid) reading)
                .problems().stream().map(problem -> problem.describe()).toList();
    }

    private static WorkloadReading read(String yaml) {
        return WorkloadReader.read(yaml.getBytes(StandardCharsets.UTF_8), NAME);
    }
}
