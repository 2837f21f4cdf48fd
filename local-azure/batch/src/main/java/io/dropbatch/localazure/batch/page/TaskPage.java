package io.dropbatch.localazure.batch.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.model.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.model.task.TaskExecution;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A task: its command, its result, the last part of its output, and its files. */
final class TaskPage {

    private static final int LOG = 16 * 1024;

    private final Task task;
    private final Optional<FileListing> files;

    /**
     * Shows a task.
     *
     * @param files its files, when it has been given to a node that still exists
     */
    TaskPage(Task task, Optional<FileListing> files) {
        this.task = task;
        this.files = files;
    }

    SafeMarkup write(Instant now) throws IOException {
        SafeMarkup page = PageFragments.section("task", task.id().value(), facts(now));
        if (files.isEmpty()) {
            return page;
        }
        return page.and(log("stdout.txt"))
                .and(log("stderr.txt"))
                .and(PageFragments.section("files", "Files", files.get().list()));
    }

    private SafeMarkup facts(Instant now) {
        TaskLine line = new TaskLine(task.status());
        TaskExecution execution = task.status().execution();
        JsonNode source = JsonTrees.stored(task.source());
        List<SafeMarkup> facts = new ArrayList<>();
        facts.add(PageFragments.fact("state", PageFragments.badge(line.word())));
        facts.add(PageFragments.fact(
                "command",
                SafeMarkup.of("<pre>{}</pre>", source.path("commandLine").asText())));
        facts.add(PageFragments.fact("created", PageFragments.time(task.created())));
        facts.add(PageFragments.fact("started", PageFragments.time(execution.startTime())));
        facts.add(PageFragments.fact("ended", PageFragments.time(execution.endTime())));
        facts.add(PageFragments.fact("took", PageFragments.length(line.took(now))));
        facts.add(PageFragments.fact("exit code", line.exitCode().isEmpty() ? "–" : line.exitCode()));
        facts.add(PageFragments.fact(
                "repeated", execution.retryCount() + " retries, " + execution.requeueCount() + " requeues"));
        FailureInfo failure = execution.failure();
        if (failure != null) {
            facts.add(PageFragments.fact("failure", failure.code() + ": " + failure.message()));
            failure.details().forEach((name, value) -> facts.add(PageFragments.fact(name, value)));
        }
        NodeRef place = task.status().node();
        if (place != null) {
            facts.add(PageFragments.fact(
                    "node",
                    PageLinks.to(
                            PageLinks.node(place.pool(), place.node()),
                            place.pool().value() + " / " + place.node().value())));
        }
        return PageFragments.facts(facts);
    }

    private SafeMarkup log(String name) throws IOException {
        Optional<FileListing.Tail> tail =
                files.isEmpty() ? Optional.empty() : files.get().tail(name, LOG);
        return tail.map(end -> PageFragments.section(
                        name.replace('.', '-'),
                        PageLinks.to(PageLinks.file(PageLinks.task(task.job().id(), task.id()), name), name),
                        end.write()))
                .orElse(SafeMarkup.NOTHING);
    }
}
