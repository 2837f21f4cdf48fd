package io.dropbatch.cli.workload;

import io.dropbatch.cli.console.CliException;
import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.codec.workload.WorkloadReading;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A workload's file on this machine.
 *
 * @param file as the user would name it
 * @param name that the workload has to have: the folder's, or that of a file which is not called {@code workload}
 */
public record WorkloadFile(Path file, WorkloadName name) {

    private static final List<String> NAMES = List.of("workload.yaml", "workload.yml", "workload.json");
    private static final long LARGEST = 16L << 20;

    /**
     * Finds the file.
     *
     * @param given the file, or the folder that holds {@code workload.yaml}
     * @throws CliException when there is none
     */
    public static WorkloadFile find(Path given) {
        Path file = Files.isDirectory(given) ? inFolder(given) : given;
        if (!Files.isRegularFile(file)) {
            throw CliException.wrongUse("there is no file " + file
                    + ": give a workload's folder, or its file; './dropbatch workload init' starts one");
        }
        return new WorkloadFile(file, expected(file));
    }

    /** Whether a word means a file or folder of this machine rather than a workload that is published. */
    public static boolean isMeantBy(String word) {
        boolean path =
                word.indexOf('/') >= 0 || word.endsWith(".yaml") || word.endsWith(".yml") || word.endsWith(".json");
        return path && Files.exists(Path.of(word));
    }

    private static Path inFolder(Path folder) {
        return NAMES.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> CliException.wrongUse("there is no " + NAMES.getFirst() + " in " + folder
                        + ": './dropbatch workload init' starts a workload"));
    }

    private static WorkloadName expected(Path file) {
        String name = file.getFileName().toString();
        @Nullable Path folder = file.toAbsolutePath().normalize().getParent();
        boolean plain = NAMES.contains(name);
        int dot = name.lastIndexOf('.');
        String stem = plain && folder != null && folder.getFileName() != null
                ? folder.getFileName().toString()
                : name.substring(0, dot < 0 ? name.length() : dot);
        return WorkloadName.parse(stem)
                .orElseThrow(() -> CliException.wrongUse((plain ? "the folder " : "the file ")
                        + "of a workload is called as the" + " workload: 1-30 of a-z, 0-9 and '-', not '"
                        + stem.replaceAll("\\p{Cntrl}", "?") + "'"));
    }

    /** Its folder, which holds the application and perhaps data. */
    public Path folder() {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    Path application() {
        return folder().resolve("application");
    }

    /** What is wrong with it, in the order of the file; empty when it can be published. */
    List<DocumentProblem> problems() {
        return switch (read()) {
            case WorkloadReading.Invalid invalid -> invalid.problems();
            case WorkloadReading.Valid(Workload workload)
            when workload.application() != null
                    && !workload.application().packaged()
                    && !Files.isDirectory(application()) ->
                List.of(new DocumentProblem(
                        1,
                        1,
                        "application",
                        "the workload names " + workload.application() + ", but there is no folder " + application()));
            case WorkloadReading.Valid valid -> List.of();
        };
    }

    /** @throws CliException naming each problem and its line */
    public Workload workload() {
        return switch (read()) {
            case WorkloadReading.Valid valid -> valid.workload();
            case WorkloadReading.Invalid invalid ->
                throw CliException.wrongUse(invalid.problems().stream()
                        .map(this::line)
                        .collect(Collectors.joining("\n", "the workload is not valid:\n", "")));
        };
    }

    /** {@code my/workload.yaml:7:3: tasks: unknown key 'ouputs': did you mean 'outputs'?}, as compilers write it. */
    String line(DocumentProblem problem) {
        return file + ":" + problem.line() + ":" + problem.column() + ": "
                + (problem.path().isEmpty() ? "" : problem.path() + ": ") + problem.message();
    }

    private WorkloadReading read() {
        try {
            if (Files.size(file) > LARGEST) {
                throw CliException.wrongUse(file + " is too large for a workload");
            }
            return WorkloadReader.read(Files.readAllBytes(file), name);
        } catch (IOException e) {
            throw CliException.wrongUse("cannot read " + file + ": " + e.getMessage());
        }
    }
}
