package io.dropbatch.results.app.inspect;

import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.JobId;

/**
 * A level to be inspected.
 *
 * @param levels of its job
 * @param tasks of the level
 */
public record InspectedLevel(JobId job, int level, int levels, int tasks) {

    static InspectedLevel of(LevelCompleted level) {
        return new InspectedLevel(level.job(), level.level(), level.levels(), level.tasks());
    }
}
