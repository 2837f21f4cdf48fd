package io.dropbatch.planning.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The folders of one job preparation task and one task, with the harness run in them the way Batch runs it. */
final class Node {

    /** The drop's folder in the inbox. */
    static final String DROP = "demo/of the day/";

    static final String SUBMISSION = "demo-aaaaaaaaaaaaaaaaaaaa";
    /** The programs of the JDK that runs the tests; local Azure puts them on the PATH of its tasks as well. */
    static final Path JDK = Path.of(System.getProperty("java.home"), "bin");

    private static final String TASK_LINE = ". \"$AZ_BATCH_JOB_PREP_WORKING_DIR/_dropbatch/task.sh\"";
    private static final String COORDINATION_LINE = "DROPBATCH_STAGE=coordination; " + TASK_LINE;
    private static final String PREPARE_LINE = "exec /bin/sh _dropbatch/prepare.sh";
    static final Duration LIMIT = Duration.ofSeconds(30);

    final Path preparation;
    final Path task;
    private final Path root;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> inputs = new ArrayList<>();
    private final List<String> merged = new ArrayList<>();
    private final List<String> sharedSums = new ArrayList<>();
    private final List<String> sharedList = new ArrayList<>();

    Node(Path root) {
        this.root = root;
        this.preparation = root.resolve("jobpreparation/wd");
        this.task = root.resolve("0-000001/wd");
        bring("prepare.sh");
        bring("task.sh");
        write(task.resolve("_dropbatch/in/.keep"), "");
        with("PATH", System.getenv("PATH"));
        with("LANG", "C.UTF-8");
        with("AZ_BATCH_JOB_PREP_WORKING_DIR", preparation.toString());
        with("AZ_BATCH_TASK_WORKING_DIR", task.toString());
        with("AZ_BATCH_TASK_ID", "0-000001").with("AZ_BATCH_NODE_ID", "node-1");
        with("DROPBATCH_SUBMISSION", SUBMISSION).with("DROPBATCH_WORKLOAD", "demo");
        with("DROPBATCH_ATTEMPT", "1").with("DROPBATCH_LEVEL", "0");
        with("DROPBATCH_TIMEOUT", "20").with("TASK_INDEX", "1").with("TASK_COUNT", "1");
        outputs();
    }

    private void bring(String script) {
        write(preparation.resolve("_dropbatch").resolve(script), HarnessScripts.joined(script));
    }

    Node with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** A variable of the workload's own environment. */
    Node environment(String name, String value) {
        environment.merge("DROPBATCH_ENVIRONMENT", name, (names, more) -> names + " " + more);
        return with("DROPBATCH_ENV_" + name, value);
    }

    Node without(String name) {
        environment.remove(name);
        return this;
    }

    Node command(String command) {
        return with("DROPBATCH_COMMAND", command);
    }

    Node outputs(String... patterns) {
        return with("DROPBATCH_OUTPUTS", String.join("\n", patterns));
    }

    /** An input whose hash the drop's manifest gave. */
    Node input(String path, String content) {
        return arrived(path, content).promised(path, sha256(content));
    }

    /** A file that Batch has downloaded for the task. */
    Node arrived(String path, String content) {
        return arrived(path, content.getBytes(StandardCharsets.UTF_8));
    }

    Node arrived(String path, byte[] content) {
        write(task.resolve("_dropbatch/in").resolve(path), content);
        return this;
    }

    /** An input that Batch has downloaded as one of all blobs that begin alike. */
    Node inputByPrefix(String path, String content) {
        return arrivedByPrefix(path, content).promised(path, sha256(content));
    }

    Node arrivedByPrefix(String path, String content) {
        write(task.resolve("_dropbatch/drop").resolve(DROP).resolve(path), content);
        return with("DROPBATCH_DROP", DROP);
    }

    Node promised(String path, String sha256) {
        inputs.add(sha256 + " " + path);
        return with("DROPBATCH_INPUTS", String.join("\n", inputs));
    }

    Node shared(String path, String content) {
        write(preparation.resolve("shared").resolve(path), content);
        return this;
    }

    Node sharedPromised(String path, String sha256) {
        sharedSums.add(sha256 + "  " + path);
        return with("DROPBATCH_SHARED_SUMS", String.join("\n", sharedSums));
    }

    /** A file that Batch brought by a prefix of the drop. */
    Node inDrop(String path, String content) {
        write(preparation.resolve("_dropbatch/drop/demo/d1").resolve(path), content);
        return with("DROPBATCH_DROP", "demo/d1/");
    }

    Node sharedListed(String path, String sha256) {
        sharedList.add(sha256 + "  " + path + "\n");
        write(preparation.resolve("_dropbatch/shared.list"), String.join("", sharedList));
        return this;
    }

    /** A blob of the application montecarlo/1.2. */
    Node application(String path, byte[] content) {
        write(preparation.resolve("app/montecarlo/1.2").resolve(path), content);
        return with("DROPBATCH_APP", "montecarlo/1.2");
    }

    Node merges(String sha256, String source, String target) {
        merged.add(sha256 + " " + source + "\t" + target + "\n");
        write(task.resolve("_dropbatch/merge.list"), String.join("", merged));
        return with("DROPBATCH_LEVEL", "1").with("DROPBATCH_MERGE_OUTPUTS", "");
    }

    Node mergeCommand(String command) {
        return with("DROPBATCH_MERGE_COMMAND", command);
    }

    Finished run() {
        return finish(start());
    }

    Process start() {
        return start(task, "/bin/sh", "-c", TASK_LINE);
    }

    /** The task as the last word of another command, such as a shell that sets a limit first. */
    Finished runThrough(String... wrapper) {
        List<String> line = new ArrayList<>(List.of(wrapper));
        line.addAll(List.of("/bin/sh", "-c", TASK_LINE));
        return finish(start(task, line.toArray(String[]::new)));
    }

    /** The task by another shell. */
    Finished runBy(String... shell) {
        List<String> line = new ArrayList<>(List.of(shell));
        line.add(preparation.resolve("_dropbatch/task.sh").toString());
        return finish(start(task, line.toArray(String[]::new)));
    }

    /** What runs on each node of a task that has several, before the task itself. */
    Finished coordinate() {
        return finish(start(task, "/bin/sh", "-c", COORDINATION_LINE));
    }

    Finished prepare() {
        return finish(start(preparation, "/bin/sh", "-c", PREPARE_LINE));
    }

    private Process start(Path folder, String... line) {
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectOutput(Redirect.to(root.resolve("stdout.txt").toFile()))
                .redirectError(Redirect.to(root.resolve("stderr.txt").toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Finished finish(Process process) {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("the harness did not end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new Finished(process.exitValue(), read(root.resolve("stderr.txt")), task);
    }

    static void write(Path file, String content) {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
