package io.dropbatch.localazure.batch.engine.model.task;

/** The number of tasks (or slots) of a job in each state. */
public record TaskCounts(int active, int running, int completed, int succeeded, int failed) {

    public static final TaskCounts NONE = new TaskCounts(0, 0, 0, 0, 0);

    /** Adds a status ({@code weight} positive) or subtracts it (negative); preparing counts as running, as on Azure. */
    public TaskCounts plus(TaskStatus status, int weight) {
        return switch (status.state()) {
            case ACTIVE -> new TaskCounts(active + weight, running, completed, succeeded, failed);
            case PREPARING, RUNNING -> new TaskCounts(active, running + weight, completed, succeeded, failed);
            case COMPLETED ->
                new TaskCounts(
                        active,
                        running,
                        completed + weight,
                        succeeded + (status.succeeded() ? weight : 0),
                        failed + (status.succeeded() ? 0 : weight));
        };
    }

    public int unfinished() {
        return active + running;
    }
}
