package io.dropbatch.cli.faststart;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program ready to run: plain jars in a fixed order.
 *
 * @param folder where an archive of its classes may be kept
 */
public record ProgramImage(String name, String mainClass, List<Path> classPath, Path folder) {

    public ProgramImage {
        classPath = List.copyOf(classPath);
    }

    public String classPathArgument() {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** The words that start it. */
    public List<String> command(List<String> flags, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(javaProgram());
        words.addAll(flags);
        words.addAll(List.of("-cp", classPathArgument(), mainClass));
        words.addAll(arguments);
        return words;
    }

    /** The Java that runs this process. */
    public static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
