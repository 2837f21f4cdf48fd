package io.dropbatch.results.domain;

import io.dropbatch.model.result.TaskMarker;

/**
 * A run of a task as its marker describes it.
 *
 * @param base the run's folder within the outputs container, with a slash at its end
 */
public record MarkedRun(String base, TaskMarker marker) {

    /** The folder of the run's outputs, with a slash at its end. */
    public String outputs() {
        return base + "out/";
    }

    /** The folder of the run's logs, with a slash at its end. */
    public String logs() {
        return base + "logs/";
    }
}
