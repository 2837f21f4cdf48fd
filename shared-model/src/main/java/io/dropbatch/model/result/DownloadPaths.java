package io.dropbatch.model.result;

import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Decides where outputs that are downloaded together lie: under their own paths when no two share one, else in folders
 * named by the inputs that they came from, or by their tasks when even those are not unique.
 */
public final class DownloadPaths {

    private final Function<ManifestOutput, String> path;

    private DownloadPaths(Function<ManifestOutput, String> path) {
        this.path = path;
    }

    /** @param outputs everything that is downloaded together; sixteen bytes of each are held in memory */
    public static DownloadPaths of(Stream<ManifestOutput> outputs) {
        PathSet plain = new PathSet();
        PathSet byInput = new PathSet();
        outputs.forEachOrdered(output -> {
            plain.add(output.path());
            byInput.add(inFolderOfInput(output));
        });
        if (plain.isUnique()) {
            return new DownloadPaths(ManifestOutput::path);
        }
        return new DownloadPaths(byInput.isUnique() ? DownloadPaths::inFolderOfInput : DownloadPaths::inFolderOfTask);
    }

    /** Where the output lies, relative to the folder of the download. */
    public String of(ManifestOutput output) {
        return path.apply(output);
    }

    private static String inFolderOfInput(ManifestOutput output) {
        return output.origin().folder() + "/" + output.path();
    }

    private static String inFolderOfTask(ManifestOutput output) {
        return output.task() + "/" + output.path();
    }

    /** Knows whether paths can all be files of one folder, also where a file system ignores case and normal form. */
    private static final class PathSet {

        private final Set<Long> files = new HashSet<>();
        private final Set<Long> folders = new HashSet<>();
        private boolean unique = true;

        void add(String path) {
            String key = Normalizer.normalize(path, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
            for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
                long folder = hash(key.substring(0, slash));
                folders.add(folder);
                unique &= !files.contains(folder);
            }
            long file = hash(key);
            unique &= files.add(file) && !folders.contains(file);
        }

        boolean isUnique() {
            return unique;
        }

        /** FNV-1a: two of a million paths share a value about once in forty million downloads. */
        private static long hash(String text) {
            long hash = 0xcbf29ce484222325L;
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
            }
            return hash;
        }
    }
}
