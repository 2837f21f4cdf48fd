package io.dropbatch.model.result;

/**
 * How much a retried job takes over from the attempts before it: every level below the given one, and some tasks of it.
 *
 * @param level the first one that has tasks to run
 * @param tasks of that level
 */
public record CarriedTasks(int level, int tasks) {

    /** How many tasks of a level are taken over, of those levels that the job runs. */
    public int on(int other) {
        return other == level ? tasks : 0;
    }
}
