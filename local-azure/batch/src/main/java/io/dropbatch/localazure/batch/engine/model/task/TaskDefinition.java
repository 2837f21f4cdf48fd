package io.dropbatch.localazure.batch.engine.model.task;

import io.dropbatch.localazure.batch.document.AzureTimes;
import io.dropbatch.localazure.batch.document.RequestDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task as its user described it: a command with its files, environment and limits. */
public record TaskDefinition(
        String commandLine,
        List<ResourceFile> resourceFiles,
        List<OutputFile> outputFiles,
        Map<String, String> environment,
        Duration maxWallClockTime,
        Duration retentionTime,
        int maxRetries,
        int requiredSlots,
        List<PackageReference> packages,
        @Nullable MultiInstance multiInstance) {

    public static final int MOST_SLOTS = 256;
    private static final Duration A_WEEK = Duration.ofDays(7);

    public TaskDefinition {
        resourceFiles = List.copyOf(resourceFiles);
        outputFiles = List.copyOf(outputFiles);
        packages = List.copyOf(packages);
        // Order is kept: tasks see their environment settings in the given order.
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** Reads a task of a job; {@code maxRetries} is the job's default. */
    public static TaskDefinition read(RequestDocument document, int maxRetries) {
        document.refuse("containerSettings", "authenticationTokenSettings");
        return command(document, maxRetries, AzureTimes.UNLIMITED);
    }

    /** Reads the command of a start task, whose retry count is beside the command. */
    public static TaskDefinition start(RequestDocument document) {
        document.refuse("containerSettings");
        int retries = document.integer("maxTaskRetryCount", 0, -1, Integer.MAX_VALUE);
        return command(document, retries, AzureTimes.UNLIMITED);
    }

    /** Reads the command of a job preparation task. */
    public static TaskDefinition preparation(RequestDocument document) {
        document.refuse("containerSettings");
        return command(document, 0, AzureTimes.UNLIMITED);
    }

    /** Reads the command of a job release task, whose time limit is beside the command and at most 15 minutes. */
    public static TaskDefinition release(RequestDocument document) {
        document.refuse("containerSettings");
        Duration most = Duration.ofMinutes(15);
        Duration limit = document.duration("maxWallClockTime", most);
        TaskDefinition spec = command(document, 0, most);
        return new TaskDefinition(
                spec.commandLine,
                spec.resourceFiles,
                List.of(),
                spec.environment,
                limit.compareTo(most) < 0 ? limit : most,
                document.duration("retentionTime", A_WEEK),
                0,
                1,
                List.of(),
                null);
    }

    private static TaskDefinition command(RequestDocument document, int maxRetries, Duration limit) {
        RequestDocument constraints = document.object("constraints").orElseGet(TaskDefinition::nothing);
        return new TaskDefinition(
                document.text("commandLine"),
                ResourceFile.readAll(document, "resourceFiles"),
                document.list("outputFiles").stream().map(OutputFile::read).toList(),
                environment(document, "environmentSettings"),
                constraints.duration("maxWallClockTime", limit),
                constraints.duration("retentionTime", A_WEEK),
                constraints.integer("maxTaskRetryCount", maxRetries, -1, Integer.MAX_VALUE),
                document.integer("requiredSlots", 1, 1, MOST_SLOTS),
                PackageReference.read(document),
                MultiInstance.read(document));
    }

    /** The same task with the packages that every task of its pool has. */
    public TaskDefinition with(List<PackageReference> ofItsPool) {
        if (ofItsPool.isEmpty()) {
            return this;
        }
        List<PackageReference> all = new ArrayList<>(ofItsPool);
        all.addAll(packages);
        return new TaskDefinition(
                commandLine,
                resourceFiles,
                outputFiles,
                environment,
                maxWallClockTime,
                retentionTime,
                maxRetries,
                requiredSlots,
                all,
                multiInstance);
    }

    /** What a multi-instance task runs at a stage, within the rest of its time limit. */
    public TaskDefinition at(MultiInstance.Stage stage, Duration taken) {
        MultiInstance first = stage == MultiInstance.Stage.COORDINATION ? multiInstance : null;
        return new TaskDefinition(
                first == null ? commandLine : first.coordination(),
                first == null ? resourceFiles : first.files(),
                first == null ? outputFiles : List.of(),
                environment,
                maxWallClockTime.minus(taken),
                retentionTime,
                maxRetries,
                requiredSlots,
                packages,
                multiInstance);
    }

    public static Map<String, String> environment(RequestDocument document, String property) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (RequestDocument setting : document.list(property)) {
            String name = setting.text("name");
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                throw setting.invalid("name", "A name must not be empty or contain '='.");
            }
            environment.put(name, setting.text("value", ""));
        }
        return environment;
    }

    private static RequestDocument nothing() {
        return RequestDocument.parse(new byte[0]);
    }
}
