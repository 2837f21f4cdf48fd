package io.dropbatch.model.workload;

import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.workload.sweep.ParameterSweep;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a drop fans out into tasks. */
public sealed interface ForEach {

    /** One task for each input, or each group of inputs, that is selected. */
    record EachFile(FileSelection files) implements ForEach {
        public EachFile(Glob pattern) {
            this(FileSelection.of(pattern));
        }
    }

    /**
     * One task for each {@code chunk} rows of a table or of a JSON Lines input.
     *
     * @param file the input's path; its ending tells whether it is a table ({@code .csv}, {@code .tsv}, {@code .tab},
     *     {@code .txt}) or JSON Lines ({@code .jsonl}, {@code .ndjson})
     */
    record EachRow(String file, int chunk, TableFormat format) implements ForEach {
        public EachRow {
            if (chunk < 1) {
                throw new IllegalArgumentException("a chunk has at least one row");
            }
            // Plans that were written before a workload could say more than the file's name have none.
            format = Objects.requireNonNullElse(format, TableFormat.RECOGNISED);
        }

        public EachRow(String file, int chunk) {
            this(file, chunk, TableFormat.RECOGNISED);
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

    /**
     * One task for each setting of parameters.
     *
     * @param each what else makes tasks: each of those runs with every setting; absent when settings alone make them
     */
    record EachSetting(ParameterSweep sweep, @Nullable ForEach each) implements ForEach {
        public EachSetting {
            if (each instanceof EachSetting) {
                throw new IllegalArgumentException("a sweep holds no other");
            }
        }
    }
}
