package io.dropbatch.cli.workload;

import io.dropbatch.cli.console.CliException;
import io.dropbatch.codec.document.DocumentFormat;
import io.dropbatch.codec.drop.DropManifestReader;
import io.dropbatch.codec.drop.DropManifestReading;
import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.codec.workload.WorkloadReading;
import io.dropbatch.model.id.WorkloadName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a folder with a new workload out of a ready-made one. It writes only into a folder that it has made itself. */
final class WorkloadStarter {

    private static final String WORKLOAD = "workload.yaml";
    private static final String README = "README.md";
    private static final Path MANIFEST = Path.of("drop", "job.yaml");

    private final ReadyMadeWorkload kind;
    private final Path folder;
    private final WorkloadName name;

    WorkloadStarter(ReadyMadeWorkload kind, Path folder, WorkloadName name) {
        this.kind = kind;
        this.folder = folder;
        this.name = name;
    }

    /** @throws CliException when the folder is there already */
    void start() {
        String yaml = renamed(read(kind.file()));
        try {
            if (folder.getParent() != null) {
                Files.createDirectories(folder.getParent());
            }
            Files.createDirectory(folder);
            Files.walkFileTree(kind.folder(), new Copying());
            write(WORKLOAD, yaml);
            write(EditorSchema.FILE, EditorSchema.text());
            write(README, readme());
        } catch (FileAlreadyExistsException e) {
            throw CliException.wrongUse(
                    folder + " is there already, nothing was written: give the name of a folder that is not");
        } catch (IOException e) {
            throw new CliException("cannot write " + folder + ": " + e.getMessage(), e);
        }
    }

    private final class Copying extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
            Files.createDirectories(target(from));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
            Path path = kind.folder().relativize(from);
            if (path.equals(Path.of(README))) {
                Files.copy(from, folder.resolve(about()));
            } else if (!path.equals(Path.of(WORKLOAD)) && !isListOnly(path, from)) {
                Files.copy(from, target(from));
            }
            return FileVisitResult.CONTINUE;
        }

        private Path target(Path from) {
            return folder.resolve(kind.folder().relativize(from).toString());
        }
    }

    /** A manifest that only lists the files would have to be written anew with each change to them; submit makes one. */
    private static boolean isListOnly(Path path, Path file) {
        return path.equals(MANIFEST)
                && DropManifestReader.read(read(file).getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML)
                        instanceof DropManifestReading.Valid valid
                && valid.manifest().parameters().isEmpty()
                && valid.manifest().deadline() == null;
    }

    /** The same under the new name, as is its application, so that neither takes the place of the ready-made one. */
    private String renamed(String yaml) {
        String changed = replaced(yaml, "(?m)^name: *(?:\"KIND\"|'KIND'|KIND)(?=\\s|$)", "name: " + name);
        changed = replaced(changed, "(?m)(?<=^application: \\{ name: )KIND(?=[, ])", name.value());
        changed = replaced(changed, "(?m)(?<=^application:\n  name: )KIND(?=\\s|$)", name.value());
        String body = changed.lines()
                .filter(line -> !line.startsWith(EditorSchema.MODELINE_START))
                .reduce("", (before, line) -> before + line + "\n");
        String whole = EditorSchema.MODELINE + "\n" + body;
        if (WorkloadReader.read(whole.getBytes(StandardCharsets.UTF_8), name)
                instanceof WorkloadReading.Invalid invalid) {
            throw new CliException(
                    "the ready-made workload '" + kind.kind() + "' cannot be renamed: " + invalid.describe());
        }
        return whole;
    }

    private String replaced(String text, String pattern, String replacement) {
        return Pattern.compile(pattern.replace("KIND", Pattern.quote(kind.kind())))
                .matcher(text)
                .replaceFirst(Matcher.quoteReplacement(replacement));
    }

    private String about() {
        return "about-" + kind.kind() + ".md";
    }

    private String readme() {
        return """
                # %s

                Started from the ready-made workload `%s`: %s

                | here | is |
                | --- | --- |
                | `workload.yaml` | what runs: the commands, how a drop becomes tasks, what comes out |
                | `drop/` | sample data to try it with |
                | `%s` | helps editors with `workload.yaml`, by the line at its top |
                | `%s` | what the workload that this one was started from does |

                Change `workload.yaml`, then:

                    ./dropbatch workload test %s
                    ./dropbatch publish %s
                    ./dropbatch submit %s %s --watch

                The first runs one task on this machine, without any service. The other two need a running system (`./dropbatch up`).
                """.formatted(
                        name,
                        kind.kind(),
                        kind.summary(),
                        EditorSchema.FILE,
                        about(),
                        shown(folder),
                        shown(folder),
                        name,
                        shown(folder.resolve("drop")));
    }

    /** As a shell takes it. */
    static String shown(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9_./+,:@%=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CliException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
