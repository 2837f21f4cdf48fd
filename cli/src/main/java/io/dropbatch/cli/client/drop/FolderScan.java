package io.dropbatch.cli.client.drop;

import io.dropbatch.cli.client.drop.DropFolder.LocalFile;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.model.drop.InputPath;
import io.dropbatch.model.layout.InboxLayout;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a folder that is to be dropped; whatever cannot become an input is named, all of it at once. */
public final class FolderScan {

    private static final Pattern MANIFEST = Pattern.compile("job\\.(ya?ml|json)", Pattern.CASE_INSENSITIVE);

    /** Markers as people and other programs write them; the one that counts is written last, by the upload. */
    private static final Pattern MARKER =
            Pattern.compile("_(ready|success|done|complete)(\\.\\w+)?", Pattern.CASE_INSENSITIVE);

    private final FolderWalk walk;
    private final List<LocalFile> files = new ArrayList<>();
    private final List<Path> manifests = new ArrayList<>();
    private final Map<String, String> normalized = new HashMap<>();

    private FolderScan(Path folder, boolean followAnywhere) {
        this.walk = new FolderWalk(folder, followAnywhere, this::file);
    }

    /**
     * @param followAnywhere whether links that lead out of the folder are followed too
     * @throws CliException when the folder cannot be dropped as it is, naming every reason
     */
    public static DropFolder of(Path folder, boolean followAnywhere) {
        FolderScan scan = new FolderScan(folder, followAnywhere);
        scan.walk.run();
        scan.manifests.stream()
                .skip(1)
                .forEach(more -> scan.walk.note(
                        more.getFileName().toString(),
                        "is a second manifest beside "
                                + scan.manifests.getFirst().getFileName() + ": keep one"));
        scan.walk.requireNoProblem("drop");
        scan.files.sort(Comparator.comparing(LocalFile::path));
        return new DropFolder(folder, scan.files, scan.manifests.stream().findFirst(), scan.walk.leftOut());
    }

    private void file(Path file, String path, BasicFileAttributes attributes) {
        String name = file.getFileName().toString();
        boolean atTop = name.equals(path);
        if (atTop && MANIFEST.matcher(name).matches()) {
            manifests.add(file);
        } else if (MARKER.matcher(name).matches() && (atTop || attributes.size() == 0)) {
            walk.leaveOut(path, "'submit' writes the trigger itself");
        } else if (name.equals(InboxLayout.STATUS_PREFIX + ".json")) {
            walk.leaveOut(path, "the status of an earlier drop");
        } else {
            objection(path)
                    .ifPresentOrElse(
                            words -> walk.note(path, "cannot be dropped: " + words),
                            () -> files.add(
                                    new LocalFile(path, file, attributes.size(), attributes.lastModifiedTime())));
        }
    }

    private Optional<String> objection(String path) {
        if (path.indexOf('\uFFFD') >= 0) {
            return Optional.of("its name is not UTF-8: rename it");
        }
        if (InboxLayout.isStatus(path)) {
            return Optional.of("names that begin with " + InboxLayout.STATUS_PREFIX
                    + " belong to Dropbatch and are never inputs: rename it");
        }
        String same = normalized.putIfAbsent(Normalizer.normalize(path, Normalizer.Form.NFC), path);
        if (same != null) {
            return Optional.of("another file has the same name in another Unicode normal form: rename one");
        }
        return InputPath.objection(path);
    }
}
