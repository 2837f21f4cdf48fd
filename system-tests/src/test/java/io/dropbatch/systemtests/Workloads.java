package io.dropbatch.systemtests;

import java.nio.file.Path;

/** Workloads whose tasks cost next to nothing. */
final class Workloads {

    /** Four tasks that say their number, merged over two levels into their sum. */
    static final String COUNTING = """
            apiVersion: dropbatch/v1
            name: counting
            start: { on: marker }
            tasks:
              forEach: { repeat: 4 }
              command: echo "$TASK_INDEX" > sum.txt
              outputs: ["sum.txt"]
              timeout: 1m
            merge:
              command: cat "$INPUTS"/*/sum.txt | awk '{ s += $1 } END { print s }' > sum.txt
              outputs: ["sum.txt"]
              fanIn: 2
            pool: { nodes: { min: 0, max: 1 }, slotsPerNode: 2 }
            """;

    /** A task for two rows each of {@code numbers.csv}, merged in pairs. */
    static final String SUMS = """
            apiVersion: dropbatch/v1
            name: sums
            requires: [awk]
            start: { on: manifest }
            tasks:
              forEach: { row: "numbers.csv", chunk: 2 }
              shared: ["scale.txt"]
              command: >
                awk -F, -v scale="$(cat "$INPUTS/scale.txt")" 'NR > 1 { s += $2 * scale } END { print s }' "$INPUT" > sum.txt
              outputs: ["sum.txt"]
              timeout: 1m
            merge:
              command: cat "$INPUTS"/*/sum.txt | awk '{ s += $1 } END { print s }' > sum.txt
              outputs: ["sum.txt"]
              fanIn: 2
            pool: { nodes: { min: 0, max: 1 }, slotsPerNode: 2 }
            """;

    /** A task for each file, which copies it under its own name. */
    static final String COPIES = """
            apiVersion: dropbatch/v1
            name: copies
            start: { on: marker }
            tasks:
              forEach: { file: "**/*" }
              command: cp -- "$INPUT" .
              outputs: ["*"]
              timeout: 1m
            pool: { nodes: { min: 0, max: 1 }, slotsPerNode: 2 }
            """;

    /** More tasks than Batch takes in one call. */
    static final String MANY = """
            apiVersion: dropbatch/v1
            name: many
            start: { on: marker }
            tasks:
              forEach: { repeat: 120 }
              command: echo "$TASK_INDEX" > n.txt
              outputs: ["n.txt"]
              timeout: 1m
            pool: { nodes: { min: 0, max: 1 }, slotsPerNode: 4 }
            """;

    /** The same for files that a manifest lists. */
    static final String LISTED_COPIES =
            COPIES.replace("copies", "listed-copies").replace("marker", "manifest");

    private Workloads() {}

    /** A task that goes on until a file is there. */
    static String heldUpBy(Path file) {
        return """
                apiVersion: dropbatch/v1
                name: held-up
                start: { on: marker }
                tasks:
                  forEach: { repeat: 1 }
                  command: until [ -e '%s' ]; do sleep 0.1; done; echo 1 > n.txt
                  outputs: ["n.txt"]
                  timeout: 5m
                pool: { nodes: { min: 0, max: 1 }, slotsPerNode: 2 }
                """.formatted(file);
    }
}
