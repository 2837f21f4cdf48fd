package io.dropbatch.localazure.batch.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.model.task.Execution;
import io.dropbatch.localazure.batch.engine.model.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A task: what it ran, what became of it, the end of what it wrote, and its files. */
final class TaskPage {

    private static final int LOG = 16 * 1024;

    private final Task task;
    private final Optional<Files> files;

    /**
     * Shows a task.
     *
     * @param files its files, when it has been given to a node that still exists
     */
    TaskPage(Task task, Optional<Files> files) {
        this.task = task;
        this.files = files;
    }

    Markup write(Instant now) throws IOException {
        Markup page = Pieces.section("task", task.id().value(), facts(now));
        if (files.isEmpty()) {
            return page;
        }
        return page.and(log("stdout.txt"))
                .and(log("stderr.txt"))
                .and(Pieces.section("files", "Files", files.get().list()));
    }

    private Markup facts(Instant now) {
        TaskLine line = new TaskLine(task.status());
        Execution execution = task.status().execution();
        JsonNode source = Json.stored(task.source());
        List<Markup> facts = new ArrayList<>();
        facts.add(Pieces.fact("state", Pieces.badge(line.word())));
        facts.add(Pieces.fact(
                "command", Markup.of("<pre>{}</pre>", source.path("commandLine").asText())));
        facts.add(Pieces.fact("created", Pieces.time(task.created())));
        facts.add(Pieces.fact("started", Pieces.time(execution.startTime())));
        facts.add(Pieces.fact("ended", Pieces.time(execution.endTime())));
        facts.add(Pieces.fact("took", Pieces.length(line.took(now))));
        facts.add(Pieces.fact("exit code", line.exitCode().isEmpty() ? "–" : line.exitCode()));
        facts.add(Pieces.fact(
                "repeated", execution.retryCount() + " retries, " + execution.requeueCount() + " requeues"));
        FailureInfo failure = execution.failure();
        if (failure != null) {
            facts.add(Pieces.fact("failure", failure.code() + ": " + failure.message()));
            failure.details().forEach((name, value) -> facts.add(Pieces.fact(name, value)));
        }
        NodeRef place = task.status().node();
        if (place != null) {
            facts.add(Pieces.fact(
                    "node",
                    Link.to(
                            Link.node(place.pool(), place.node()),
                            place.pool().value() + " / " + place.node().value())));
        }
        return Pieces.facts(facts);
    }

    private Markup log(String name) throws IOException {
        Optional<Files.Tail> tail =
                files.isEmpty() ? Optional.empty() : files.get().tail(name, LOG);
        return tail.map(end -> Pieces.section(
                        name.replace('.', '-'),
                        Link.to(Link.file(Link.task(task.job().id(), task.id()), name), name),
                        end.write()))
                .orElse(Markup.NOTHING);
    }
}
