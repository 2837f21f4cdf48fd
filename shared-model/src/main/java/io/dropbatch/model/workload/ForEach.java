package io.dropbatch.model.workload;

import io.dropbatch.model.glob.Glob;

/** How a drop fans out into tasks. */
public sealed interface ForEach {

    /** One task for each input that the pattern matches. */
    record EachFile(Glob pattern) implements ForEach {}

    /**
     * One task for each {@code chunk} rows of a CSV or JSON Lines input.
     *
     * @param file the input's path; its ending tells the format: {@code .csv}, {@code .jsonl} or {@code .ndjson}
     */
    record EachRow(String file, int chunk) implements ForEach {
        public EachRow {
            if (chunk < 1) {
                throw new IllegalArgumentException("a chunk has at least one row");
            }
        }
    }

    /** A fixed number of tasks, told apart by {@code TASK_INDEX}. */
    record Repeat(int times) implements ForEach {
        public Repeat {
            if (times < 1) {
                throw new IllegalArgumentException("repeat at least once");
            }
        }
    }
}
