package io.dropbatch.model.drop;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Files that operating systems and programs leave in folders, and that nobody means to compute with. */
public final class HiddenSystemFiles {

    private static final String APPLE = "a file of macOS";
    private static final String WINDOWS = "a file of Windows";
    private static final Set<String> APPLE_NAMES = Set.of(".ds_store", ".localized", ".apdisk", "icon\r");
    private static final Set<String> APPLE_FOLDERS =
            Set.of("__macosx", ".spotlight-v100", ".trashes", ".fseventsd", ".temporaryitems", ".appledouble");
    private static final Set<String> WINDOWS_NAMES = Set.of("thumbs.db", "ehthumbs.db", "desktop.ini");
    private static final Set<String> WINDOWS_FOLDERS = Set.of("$recycle.bin", "system volume information");

    private HiddenSystemFiles() {}

    /** What kind of such file a path of a drop names, of a folder with a slash at its end; empty when it is an ordinary one. */
    public static Optional<String> kindOf(String path) {
        String[] segments = path.toLowerCase(Locale.ROOT).split("/", -1);
        for (int i = 0; i < segments.length - 1; i++) {
            if (APPLE_FOLDERS.contains(segments[i])) {
                return Optional.of(APPLE);
            }
            if (WINDOWS_FOLDERS.contains(segments[i])) {
                return Optional.of(WINDOWS);
            }
        }
        return kindOfFile(segments[segments.length - 1]);
    }

    private static Optional<String> kindOfFile(String name) {
        if (APPLE_NAMES.contains(name) || name.startsWith("._")) {
            return Optional.of(APPLE);
        }
        if (WINDOWS_NAMES.contains(name)) {
            return Optional.of(WINDOWS);
        }
        if (name.startsWith("~$") || name.startsWith(".~lock.")) {
            return Optional.of("a lock of an office program");
        }
        return name.startsWith(".nfs0") ? Optional.of("a file of NFS") : Optional.empty();
    }
}
