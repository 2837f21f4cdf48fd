package io.dropbatch.codec.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.codec.document.DurationText;
import io.dropbatch.codec.document.JsonPointers;
import io.dropbatch.codec.document.SourceDocument;
import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.id.ApplicationRef;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.workload.FailureTolerance;
import io.dropbatch.model.workload.ForEach;
import io.dropbatch.model.workload.Merge;
import io.dropbatch.model.workload.PoolTemplate;
import io.dropbatch.model.workload.RollingWindow;
import io.dropbatch.model.workload.RoundRule;
import io.dropbatch.model.workload.SplitTemplate;
import io.dropbatch.model.workload.StartCondition;
import io.dropbatch.model.workload.SubmissionLimits;
import io.dropbatch.model.workload.TaskTemplate;
import io.dropbatch.model.workload.Workload;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Builds a workload from a document that fits the schema, and checks what a schema cannot express. */
final class WorkloadBuilder {

    private static final int LARGEST_ENVIRONMENT = 16 * 1024;

    /** Patterns reach a node in one variable, for which Linux has 128 KiB. */
    private static final int LARGEST_OUTPUTS = 64 * 1024;

    private final SourceDocument document;
    private final List<DocumentProblem> problems;

    WorkloadBuilder(SourceDocument document, List<DocumentProblem> problems) {
        this.document = document;
        this.problems = problems;
    }

    /** The workload; empty, with a problem noted, when a part of it makes no sense. */
    Optional<Workload> build(WorkloadName expected) {
        if (!at("/name").asText().equals(expected.value())) {
            note("/name", "has to be the file's own name, " + expected);
        }
        Optional<TaskTemplate> tasks = tasks();
        Optional<PoolTemplate> pool = new PoolBuilder(document, problems).build();
        if (tasks.isEmpty() || pool.isEmpty()) {
            return Optional.empty();
        }
        SplitTemplate split = split();
        Merge merge = merge();
        RoundRule rounds = rounds(merge);
        SubmissionLimits limits = limits();
        if (tasks.get().forEach() instanceof ForEach.EachSetting settings
                && settings.sweep().size() > limits.maxTasks()) {
            note("/tasks/forEach", "has more settings than limits.maxTasks, " + limits.maxTasks() + ", allows tasks");
        }
        if (merge != null) {
            new MergeRoundsCheck(tasks.get(), merge, limits.maxTasks())
                    .objection()
                    .ifPresent(words -> note("/merge/outputs", words));
        }
        return Optional.of(new Workload(
                expected,
                application(),
                requires(),
                start(),
                tasks.get(),
                merge,
                limits,
                whole("/priority", 0),
                pool.get(),
                tolerance(),
                at("/tenant").isMissingNode() ? null : at("/tenant").asText(),
                split,
                rounds));
    }

    private SubmissionLimits limits() {
        return new SubmissionLimits(
                whole("/limits/maxTasks", 100_000), duration("/limits/wallClock", Duration.ofHours(24)), budget());
    }

    private @Nullable ApplicationRef application() {
        if (at("/application").isMissingNode()) {
            return null;
        }
        String version = at("/application/version").asText();
        boolean named = at("/application/name").isTextual();
        boolean packaged = at("/application/package").isTextual();
        if (named == packaged) {
            note(
                    "/application",
                    named
                            ? "has 'name' and 'package': the first is in the applications container, the second in the Batch account"
                            : "'name' is missing, or 'package' for one of the Batch account");
            return null;
        }
        if (packaged && version.contains("+")) {
            note("/application/version", "has a '+', which no version of an application package has");
            return null;
        }
        return packaged
                ? new ApplicationRef(at("/application/package").asText(), version, true)
                : new ApplicationRef(at("/application/name").asText(), version);
    }

    private List<String> requires() {
        List<String> programs = new ArrayList<>();
        at("/requires").forEach(program -> programs.add(program.asText()));
        return programs;
    }

    private StartCondition start() {
        StartCondition.On on = startOf(document);
        RollingWindow usual = RollingWindow.STANDARD;
        RollingWindow window =
                new RollingWindow(duration("/start/idle", usual.idle()), whole("/start/maxTasks", usual.maxTasks()));
        return new StartCondition(
                on,
                duration("/start/deadline", Duration.ofHours(1)),
                on == StartCondition.On.EACH_FILE ? window : null);
    }

    private FailureTolerance tolerance() {
        JsonNode tolerate = at("/failure/tolerate");
        if (tolerate.isMissingNode()) {
            return FailureTolerance.none();
        }
        String text = tolerate.asText();
        boolean percent = text.endsWith("%");
        return new FailureTolerance(new BigDecimal(percent ? text.substring(0, text.length() - 1) : text), percent);
    }

    private @Nullable BigDecimal budget() {
        JsonNode budget = at("/limits/budget");
        return budget.isMissingNode() ? null : budget.decimalValue();
    }

    static StartCondition.On startOf(SourceDocument document) {
        return switch (document.root().at("/start/on").asText()) {
            case "marker" -> StartCondition.On.MARKER;
            case "each-file" -> StartCondition.On.EACH_FILE;
            default -> StartCondition.On.MANIFEST;
        };
    }

    private Optional<TaskTemplate> tasks() {
        List<Glob> outputs = outputs("/tasks/outputs");
        if (outputs.isEmpty() && !at("/merge").isMissingNode()) {
            note("/tasks", "'outputs' is missing: the merge is fed with them");
        }
        List<Glob> shared = globs("/tasks/shared", (place, glob) -> {});
        Map<String, String> environment = environment();
        Duration timeout = duration("/tasks/timeout", Duration.ofHours(1));
        String command = at("/tasks/command").asText();
        return new ForEachBuilder(document, problems)
                .build()
                .map(forEach -> new TaskTemplate(
                        forEach,
                        shared,
                        command,
                        outputs,
                        environment,
                        timeout,
                        whole("/tasks/retries", 0),
                        whole("/tasks/nodes", 1)));
    }

    private @Nullable SplitTemplate split() {
        if (at("/split").isMissingNode()) {
            return null;
        }
        List<Glob> outputs = outputs("/split/outputs");
        if (at("/split/outputs").isEmpty()) {
            note("/split/outputs", "has to name at least one file: the tasks are made from them");
        }
        if (at("/tasks/forEach/file").isMissingNode()
                && at("/tasks/forEach/row").isMissingNode()) {
            note("/tasks/forEach", "has to be 'file' or 'row' after a split: the tasks are made from what it writes");
        }
        return outputs.isEmpty() ? null : new SplitTemplate(at("/split/command").asText(), outputs);
    }

    private @Nullable Merge merge() {
        if (at("/merge").isMissingNode()) {
            return null;
        }
        List<Glob> outputs = outputs("/merge/outputs");
        if (at("/merge/outputs").isEmpty()) {
            note("/merge/outputs", "has to name at least one file: it is the result");
        }
        return new Merge(at("/merge/command").asText(), outputs, whole("/merge/fanIn", 32), mergeRounds());
    }

    private @Nullable RoundRule rounds(@Nullable Merge merge) {
        if (at("/rounds").isMissingNode()) {
            return null;
        }
        if (merge == null) {
            note("/rounds", "goes with 'merge' only: each round is given what the merge of the one before wrote");
        }
        if (!at("/failure/tolerate").isMissingNode()) {
            note("/failure/tolerate", "does not go with 'rounds': a round needs the outputs of all of its tasks");
        }
        String until = at("/rounds/until").asText();
        UntilFile.objection(until).ifPresent(words -> note("/rounds/until", words));
        if (merge != null
                && merge.outputs().stream()
                        .flatMap(output -> output.alternatives().stream())
                        .anyMatch(output -> output.value().equals(until))) {
            note(
                    "/rounds/until",
                    "is a file that every merge has to write (merge.outputs): no round would follow the first");
        }
        return merge == null || until.isEmpty()
                ? null
                : new RoundRule(at("/rounds/max").intValue(), until);
    }

    private Merge.@Nullable Rounds mergeRounds() {
        return switch (at("/merge/rounds").asText()) {
            case "one" -> Merge.Rounds.ONE;
            case "many" -> Merge.Rounds.MANY;
            default -> null;
        };
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        int size = 0;
        for (Iterator<String> names = at("/tasks/environment").fieldNames(); names.hasNext(); ) {
            String name = names.next();
            String pointer = JsonPointers.child("/tasks/environment", name);
            String value = document.spelling(pointer);
            EnvironmentName.objection(name).ifPresent(words -> note(pointer, words));
            if (value.indexOf('\0') >= 0) {
                note(pointer, "holds a NUL character");
            }
            size += name.length() + value.length();
            environment.put(name, value);
        }
        environment.forEach((name, value) -> EnvironmentValue.objection(name, value, environment.keySet())
                .ifPresent(words -> note(JsonPointers.child("/tasks/environment", name), words)));
        if (size > LARGEST_ENVIRONMENT) {
            note("/tasks/environment", "is larger than 16 KiB in all: put the values in a shared input");
        }
        return environment;
    }

    /** Batch leaves out files and folders that begin with a dot when it uploads a pattern. */
    private List<Glob> outputs(String pointer) {
        List<Glob> outputs = globs(pointer, this::refuseUnstored);
        int bytes = outputs.stream()
                .flatMap(output -> output.alternatives().stream())
                .mapToInt(output -> output.value().getBytes(StandardCharsets.UTF_8).length + 1)
                .sum();
        if (bytes > LARGEST_OUTPUTS) {
            note(
                    pointer,
                    "is larger than 64 KiB in all, braces written out: name a folder, such as results/**, instead of"
                            + " each file");
        }
        return outputs;
    }

    private void refuseUnstored(String pointer, Glob output) {
        for (Glob alternative : output.alternatives()) {
            String pattern = alternative.value();
            if (pattern.startsWith(".") || pattern.contains("/.")) {
                note(pointer, "names a file or folder that begins with '.': Batch does not upload those");
            }
            if (pattern.startsWith("_dropbatch/")) {
                note(pointer, "lies in _dropbatch/, which is Dropbatch's own");
            }
        }
    }

    private List<Glob> globs(String pointer, BiConsumer<String, Glob> check) {
        List<Glob> globs = new ArrayList<>();
        for (int i = 0; i < at(pointer).size(); i++) {
            String place = pointer + "/" + i;
            ValueParsing.glob(document, problems, place).ifPresent(glob -> {
                globs.add(glob);
                check.accept(place, glob);
            });
        }
        return globs;
    }

    private Duration duration(String pointer, Duration absent) {
        JsonNode node = at(pointer);
        if (node.isMissingNode()) {
            return absent;
        }
        Optional<Duration> duration = DurationText.parse(node.asText());
        if (duration.isEmpty()) {
            note(pointer, "has to be a duration longer than zero and at most 365d, such as 20m or 1h30m");
        }
        return duration.orElse(absent);
    }

    private int whole(String pointer, int absent) {
        return at(pointer).isMissingNode() ? absent : at(pointer).intValue();
    }

    private JsonNode at(String pointer) {
        return document.root().at(pointer);
    }

    private void note(String pointer, String message) {
        problems.add(document.problem(pointer, message));
    }
}
