package io.dropbatch.localazure.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.batch.engine.account.AccountWatcher;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.task.RunEnd;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.run.RunOrder;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What an account has promised its users, held against every run that begins and every task that ends. */
final class Promises implements AccountWatcher {

    private final Set<String> open = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Set<String> completed = new HashSet<>();
    private final Set<NodeId> removed = new HashSet<>();
    private final Map<String, List<String>> dependencies = new HashMap<>();
    private final Map<String, Integer> starts = new HashMap<>();

    /** Nothing runs any more, since the process that knew of it has died. */
    void forgetRuns() {
        open.clear();
    }

    /** A user has ended the task: it never runs again. */
    void ended(BatchJobId job, String task) {
        ended.add(name(job, task));
    }

    /** A user has ended whatever of the job runs now. */
    void endedRunning(BatchJobId job) {
        open.stream()
                .filter(run -> run.startsWith(name(job, "t")))
                .map(Promises::task)
                .forEach(ended::add);
    }

    void reactivated(BatchJobId job, String task) {
        ended.remove(name(job, task));
        starts.remove(name(job, task));
    }

    /** A user has taken the node away: nothing begins there. */
    void removed(NodeId node) {
        removed.add(node);
    }

    /** The removal of nodes was stopped. */
    void removedNone() {
        removed.clear();
    }

    void depends(BatchJobId job, String task, List<String> on) {
        dependencies.put(
                name(job, task), on.stream().map(other -> name(job, other)).toList());
    }

    /** Whether nothing that it depends on keeps it from running for ever. */
    boolean mayRun(BatchJobId job, String task) {
        return completed.containsAll(dependencies.getOrDefault(name(job, task), List.of()));
    }

    boolean depends(BatchJobId job, String task) {
        return dependencies.containsKey(name(job, task));
    }

    boolean nothingRuns() {
        return open.isEmpty();
    }

    boolean runs(BatchJobId job, String task) {
        String name = name(job, task);
        return open.stream().anyMatch(run -> task(run).equals(name));
    }

    /** What was made durable in the moment of death. */
    void completed(Task task) {
        completed.add(name(task.job().id(), task.id().value()));
    }

    @Override
    public void moved(Task task, TaskStatus former, TaskStatus next) {
        if (next.state() == TaskState.COMPLETED) {
            completed(task);
        }
        boolean assigned = next.state() == TaskState.PREPARING || next.state() == TaskState.RUNNING;
        if (former.state() == TaskState.ACTIVE && assigned) {
            assertThat(removed)
                    .as("nodes that take no task")
                    .doesNotContain(next.node().node());
        }
    }

    /** Sees when runs begin and end. */
    NodeAgent watch(NodeAgent nodes, Consumer<Runnable> soon) {
        return new NodeAgent() {
            @Override
            public Run start(RunOrder order, Consumer<RunEnd> end) {
                String run = begin(order);
                return nodes.start(order, how -> {
                    open.remove(run);
                    end.accept(how);
                });
            }

            @Override
            public void remove(Path directory) {
                nodes.remove(directory);
            }

            @Override
            public void endProcesses(PoolId pool, Path directory, Runnable then) {
                soon.accept(then);
            }
        };
    }

    private String begin(RunOrder order) {
        String run = run(order);
        assertThat(open.add(run)).as("%s runs once at a time", run).isTrue();
        if (order.task() == null || !order.task().startsWith("t")) {
            return run;
        }
        String name = name(order.job(), order.task());
        assertThat(ended).as("tasks that were ended").doesNotContain(name);
        assertThat(completed)
                .as("what %s depends on has completed", name)
                .containsAll(dependencies.getOrDefault(name, List.of()));
        if (order.instance() == null) {
            assertThat(starts.merge(name, 1, Integer::sum))
                    .as("starts of %s", name)
                    .isLessThanOrEqualTo(1 + order.attempt());
        }
        return run;
    }

    /** The commands of a multi-instance task run on several nodes, that of its own on one. */
    private static String run(RunOrder order) {
        if (order.job() == null) {
            return "start on " + order.place().node();
        }
        if (order.task() == null || !order.task().startsWith("t")) {
            return order.task() + " on " + order.place().node() + " of " + order.job();
        }
        boolean coordinates =
                order.isFor(io.dropbatch.localazure.batch.engine.model.task.MultiInstance.Stage.COORDINATION);
        return name(order.job(), order.task())
                + (coordinates ? "#" + order.place().node() : "");
    }

    private static String task(String run) {
        return run.replaceFirst("#.*", "");
    }

    private static String name(BatchJobId job, String task) {
        return (job + "/" + task).toLowerCase(Locale.ROOT);
    }
}
