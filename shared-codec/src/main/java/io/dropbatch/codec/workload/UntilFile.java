package io.dropbatch.codec.workload;

import io.dropbatch.model.drop.InputPath;
import java.util.Optional;

/** The rule for the name of the file whose being there ends the rounds of a workload. */
final class UntilFile {

    private static final String WILDCARDS = "*?[]{}\\";

    private UntilFile() {}

    /** Why no merge can write the file as an output, or empty when one can. */
    static Optional<String> objection(String path) {
        if (path.chars().anyMatch(character -> WILDCARDS.indexOf(character) >= 0)) {
            return Optional.of("has to be the name of one file, without wildcards");
        }
        if (path.startsWith(".") || path.contains("/.")) {
            return Optional.of("names a file or folder that begins with '.': Batch does not upload those");
        }
        if (path.startsWith("_dropbatch/")) {
            return Optional.of("lies in _dropbatch/, which is Dropbatch's own");
        }
        return InputPath.objection(path).map(words -> "cannot be a file on a node: " + words);
    }
}
