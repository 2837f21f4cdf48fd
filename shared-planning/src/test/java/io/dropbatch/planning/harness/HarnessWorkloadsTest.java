package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.document.DocumentFormat;
import io.dropbatch.codec.drop.DropManifestReader;
import io.dropbatch.codec.drop.DropManifestReading;
import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.codec.workload.WorkloadReading;
import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.model.drop.DropManifest.Listed;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.result.TaskMarker.Output;
import io.dropbatch.model.workload.Merge;
import io.dropbatch.model.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ready-made workloads: legal files, truthful manifests, and commands that do what they say. */
class HarnessWorkloadsTest {

    private static final Path WORKLOADS = Path.of("..", "workloads");

    private final Path root;
    private final Node map;
    private final Node merge;

    HarnessWorkloadsTest(@TempDir Path root) {
        this.root = root;
        map = new Node(root.resolve("map"));
        merge = new Node(root.resolve("merge"));
    }

    static List<String> names() throws IOException {
        try (Stream<Path> folders = Files.list(WORKLOADS)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    static List<String> namesWithManifest() throws IOException {
        return names().stream()
                .filter(name -> Files.exists(WORKLOADS.resolve(name).resolve("drop/job.yaml")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void its_file_is_a_workload_that_is_honoured_in_full(String name) throws IOException {
        assertThat(workload(name).name().value()).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource("namesWithManifest")
    void its_manifest_tells_the_truth(String name) throws IOException {
        Path drop = WORKLOADS.resolve(name).resolve("drop");

        List<Listed> inputs = manifest(drop).inputs();

        assertThat(inputs).isNotEmpty();
        for (Listed input : inputs) {
            String content = Node.read(drop.resolve(input.path()));
            assertThat(Node.sha256(content)).as(input.path()).isEqualTo(input.sha256());
            assertThat(drop.resolve(input.path())).hasSize(input.bytes());
        }
    }

    @Test
    void words_are_counted() throws IOException {
        Workload workload = workload("word-count");
        Finished first = run(map.input("a.txt", "The cat, the dog; don't 'quote'!\n"), workload);
        Finished second = run(new Node(root.resolve("second")).input("b.txt", "THE END\n"), workload);

        Finished merged = merge(workload, first, second);

        assertThat(merged.content("out/counts.tsv"))
                .isEqualTo("the\t3\n'quote'\t1\ncat\t1\ndog\t1\ndon't\t1\nend\t1\n");
        assertThat(merged.content("out/total.txt")).isEqualTo("8 words, 6 different\n");
    }

    @Test
    void text_without_words_counts_nothing() throws IOException {
        Workload workload = workload("word-count");

        Finished merged = merge(workload, run(map.input("a.txt", "1, 2, 3.\n"), workload));

        assertThat(merged.content("out/total.txt")).isEqualTo("0 words, 0 different\n");
    }

    @Test
    void files_are_hashed() throws IOException {
        Finished finished = run(map.input("a", "1"), workload("hash-files"));

        assertThat(finished.content("out/sha256.txt")).isEqualTo(Node.sha256("1") + "  -\n");
    }

    @Test
    void options_are_priced_and_their_risk_is_added_up() throws IOException {
        Workload workload = workload("monte-carlo");
        Path drop = WORKLOADS.resolve("monte-carlo/drop");
        String portfolio = Node.read(drop.resolve("portfolio.csv"));
        int header = portfolio.indexOf('\n') + 1;
        int end = portfolio.indexOf("\nP0026") + 1;
        install("monte-carlo", map);
        map.shared("curves/market.json", Node.read(drop.resolve("curves/market.json")))
                .shared("portfolio.csv", portfolio)
                .with("DROPBATCH_ROWS", header + " " + header + " " + (end - header) + " portfolio.csv");
        Finished task = run(map, workload);
        install("monte-carlo", merge);

        Finished merged = merge(workload, task);

        assertThat(task.content("out/prices.csv")).hasLineCount(26);
        assertThat(merged.content("out/sums.json")).isEqualTo(task.content("out/sums.json"));
        assertThat(merged.content("out/summary.json")).contains("\"positions\": 25", "\"var99\"");
    }

    @Test
    void frames_are_rendered_and_brought_together() throws IOException {
        Workload workload = workload("render");
        Path drop = WORKLOADS.resolve("render/drop");
        install("render", map);
        map.shared("scene.json", Node.read(drop.resolve("scene.json")))
                .input("frames/frame-001.json", Node.read(drop.resolve("frames/frame-001.json")));
        Finished task = run(map, workload);
        install("render", merge);

        Finished merged = merge(workload, task);

        assertThat(merged.staged()).contains("out/animation.gif", "out/frames/frame-001.png", "out/sheet.png");
    }

    private static void install(String name, Node node) throws IOException {
        node.with("PATH", Node.JDK + ":" + System.getenv("PATH"));
        Path application = WORKLOADS.resolve(name).resolve("application");
        try (Stream<Path> files = Files.list(application)) {
            for (Path file : files.toList()) {
                node.application(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        assertThat(node.prepare().exitCode()).isZero();
    }

    private static Finished run(Node node, Workload workload) {
        workload.tasks().environment().forEach(node::environment);
        node.command(workload.tasks().command())
                .outputs(workload.tasks().outputs().stream()
                        .map(Object::toString)
                        .toArray(String[]::new));
        return succeeded(node.run());
    }

    private Finished merge(Workload workload, Finished... tasks) {
        workload.tasks().environment().forEach(merge::environment);
        int index = 0;
        for (Finished task : tasks) {
            index++;
            for (Output output : task.marker().outputs()) {
                String source = index + "/run/out/" + output.path();
                merge.arrived(source, task.bytes("out/" + output.path()));
                merge.merges(output.sha256(), source, "0-00000" + index + "/" + output.path());
            }
        }
        Merge recipe = workload.merge();
        merge.mergeCommand(recipe.command())
                .with(
                        "DROPBATCH_MERGE_OUTPUTS",
                        String.join(
                                "\n",
                                recipe.outputs().stream().map(Object::toString).toList()));
        return succeeded(merge.run());
    }

    private static Finished succeeded(Finished finished) {
        assertThat(finished.stderr()).isEmpty();
        assertThat(finished.exitCode()).isZero();
        return finished;
    }

    private static Workload workload(String name) throws IOException {
        byte[] yaml = Files.readAllBytes(WORKLOADS.resolve(name).resolve("workload.yaml"));
        WorkloadReading reading = WorkloadReader.read(yaml, new WorkloadName(name));
        assertThat(reading).isInstanceOf(WorkloadReading.Valid.class);
        return ((WorkloadReading.Valid) reading).workload();
    }

    private static DropManifest manifest(Path drop) throws IOException {
        DropManifestReading reading =
                DropManifestReader.read(Files.readAllBytes(drop.resolve("job.yaml")), DocumentFormat.YAML);
        assertThat(reading).isInstanceOf(DropManifestReading.Valid.class);
        return ((DropManifestReading.Valid) reading).manifest();
    }
}
