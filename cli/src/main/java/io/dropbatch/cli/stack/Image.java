package io.dropbatch.cli.stack;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program ready to run: plain jars in a fixed order.
 *
 * @param fingerprint changes with any of its classes
 * @param folder where a cache of its classes may be kept
 */
record Image(String name, String mainClass, List<Path> classPath, String fingerprint, Path folder) {

    Image {
        classPath = List.copyOf(classPath);
    }

    String classPathArgument() {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
