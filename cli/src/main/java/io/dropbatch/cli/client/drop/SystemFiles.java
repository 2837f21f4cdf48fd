package io.dropbatch.cli.client.drop;

import java.util.Locale;
import java.util.Set;

/** Files and folders that operating systems and office programs leave behind: nobody means them as inputs. */
final class SystemFiles {

    private static final Set<String> NAMES = Set.of(
            ".ds_store",
            ".spotlight-v100",
            ".trashes",
            ".fseventsd",
            ".temporaryitems",
            "__macosx",
            "thumbs.db",
            "ehthumbs.db",
            "desktop.ini",
            "$recycle.bin",
            "system volume information");

    private SystemFiles() {}

    static boolean isOne(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT))
                || name.startsWith("._")
                || name.startsWith("~$")
                || name.startsWith(".nfs0");
    }
}
