package io.dropbatch.cli.client.drop;

import io.dropbatch.cli.client.drop.DropFolder.LocalFile;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.glob.GlobMatcher;
import io.dropbatch.model.workload.FileSelection;
import io.dropbatch.model.workload.ForEach;
import io.dropbatch.model.workload.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a workload can make tasks of these files, as far as their names tell. */
final class LocalDropCheck {

    private static final int MOST_NAMED = 5;

    private final Path folder;
    private final List<String> paths;

    private LocalDropCheck(Path folder, List<String> paths) {
        this.folder = folder;
        this.paths = paths;
    }

    /** @throws CliException when submission-service would reject the drop */
    static void check(Workload workload, Path folder, List<LocalFile> files) {
        LocalDropCheck check =
                new LocalDropCheck(folder, files.stream().map(LocalFile::path).toList());
        if (workload.split() == null) {
            check.forEach(workload.tasks().forEach());
        } else {
            // What the tasks are made from is known once the drop was split.
            check.requireFiles();
        }
        workload.tasks().shared().stream()
                .flatMap(pattern -> pattern.alternatives().stream())
                .forEach(pattern -> check.some(pattern, "tasks.shared"));
    }

    private void forEach(ForEach forEach) {
        switch (forEach) {
            case ForEach.EachFile(FileSelection selection) -> selected(selection);
            case ForEach.EachRow each -> file(each.file());
            case ForEach.Repeat repeat -> {
                // Needs no input.
            }
            case ForEach.EachSetting settings -> {
                @Nullable ForEach each = settings.each();
                if (each != null) {
                    forEach(each);
                }
            }
        }
    }

    private void selected(FileSelection selection) {
        requireFiles();
        if (paths.stream().noneMatch(selection.matcher())) {
            throw refused("no file matches " + selection.describe() + " (tasks.forEach.file of the workload)");
        }
    }

    private void some(Glob pattern, String key) {
        requireFiles();
        GlobMatcher matcher = pattern.matcher();
        if (paths.stream().noneMatch(matcher::matches)) {
            throw refused("no file matches '" + pattern + "' (" + key + " of the workload)");
        }
    }

    private void file(String path) {
        requireFiles();
        if (!paths.contains(path)) {
            throw refused(
                    "there is no '" + path + "' (tasks.forEach.row of the workload)" + SimilarName.hint(path, paths));
        }
    }

    private void requireFiles() {
        if (paths.isEmpty()) {
            throw CliException.wrongUse("nothing to drop in " + folder + ": it holds no files");
        }
    }

    private CliException refused(String words) {
        String some = paths.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        String more = paths.size() > MOST_NAMED ? " and " + (paths.size() - MOST_NAMED) + " more" : "";
        return CliException.wrongUse(
                "cannot drop " + folder + ", nothing was uploaded: " + words + "; it holds " + some + more);
    }
}
