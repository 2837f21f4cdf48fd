package io.dropbatch.localazure.batch.engine.node;

import io.dropbatch.localazure.batch.document.AzureTimes;
import io.dropbatch.localazure.batch.engine.model.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.model.task.TaskExecution;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobOnNode;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.StartTaskRun;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The known events on a node in a time range, in order. */
final class NodeHistory {

    private final Node node;
    private final Instant from;
    private final Instant to;
    private final List<Line> lines = new ArrayList<>();

    private NodeHistory(Node node, Instant from, Instant to) {
        this.node = node;
        this.from = from;
        this.to = to;
    }

    static String of(Node node, Iterable<Job> jobs, Instant from, Instant to) {
        NodeHistory history = new NodeHistory(node, from, to);
        history.node();
        for (Job job : jobs) {
            history.job(job);
        }
        return history.lines.stream()
                .sorted(Comparator.comparing(Line::time))
                .map(line -> AzureTimes.text(line.time()) + " " + line.text() + "\n")
                .collect(Collectors.joining());
    }

    private void node() {
        note(node.allocated(), "node " + node.id() + " of pool " + node.pool().id() + " was allocated");
        note(node.booted(), "node booted");
        note(node.since(), "node is " + node.state().word());
        StartTaskRun start = node.startRun();
        if (start != null) {
            note("start task", start.execution());
        }
    }

    private void job(Job job) {
        JobOnNode onNode = job.onNodes().get(node.id());
        if (onNode != null) {
            note("preparation of job " + job.id(), onNode.preparation());
            note("release of job " + job.id(), onNode.release());
        }
        for (Task task : job.tasks().values()) {
            if (node.ref().equals(task.status().node())) {
                note("task " + task.id() + " of job " + job.id(), task.status().execution());
            }
        }
    }

    private void note(String what, TaskExecution execution) {
        note(execution.startTime(), what + " began");
        FailureInfo failure = execution.failure();
        String how = failure == null ? "" : ": " + failure.code() + ", " + failure.message();
        note(execution.endTime(), what + " ended with exit code " + execution.exitCode() + how);
    }

    private void note(@Nullable Instant time, String text) {
        if (time != null && !time.isBefore(from) && !time.isAfter(to)) {
            lines.add(new Line(time, text));
        }
    }

    private record Line(Instant time, String text) {}
}
