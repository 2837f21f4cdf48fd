package io.dropbatch.cli.workload;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.codec.document.NearestName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A workload that comes with Dropbatch, for others to start from.
 *
 * @param summary one sentence
 */
record ReadyMadeWorkload(String kind, Path folder, String summary) {

    private static final String FILE = "workload.yaml";

    /** Those of the project's folder, in the order of their names. */
    static List<ReadyMadeWorkload> all() {
        Path workloads = HomeFolder.projectRoot().resolve("workloads");
        if (!Files.isDirectory(workloads)) {
            throw new CliException("the ready-made workloads are not there: " + workloads + " is no folder");
        }
        try (Stream<Path> folders = Files.list(workloads)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(FILE)))
                    .sorted()
                    .map(ReadyMadeWorkload::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + workloads, e);
        }
    }

    /** @throws CliException naming the nearest when there is none of this name */
    static ReadyMadeWorkload named(String kind) {
        List<ReadyMadeWorkload> all = all();
        return all.stream()
                .filter(workload -> workload.kind.equals(kind))
                .findFirst()
                .orElseThrow(() -> CliException.wrongUse("there is no ready-made workload '"
                        + kind.replaceAll("\\p{Cntrl}", "?") + "'"
                        + NearestName.hint(
                                kind, all.stream().map(ReadyMadeWorkload::kind).toList())));
    }

    Path file() {
        return folder.resolve(FILE);
    }

    private static ReadyMadeWorkload of(Path folder) {
        return new ReadyMadeWorkload(folder.getFileName().toString(), folder, summary(folder.resolve(FILE)));
    }

    /** The comment that its file begins with. */
    private static String summary(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.takeWhile(line -> line.startsWith("#"))
                    .filter(line -> !line.startsWith(EditorSchema.MODELINE_START))
                    .findFirst()
                    .map(line -> line.substring(1).strip())
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
