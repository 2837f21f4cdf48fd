package io.dropbatch.localazure.batch.limits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records in the account's folder where groups were created, since the next server may start in another group and would
 * not find them. It changes only directories with the account's own name.
 */
final class LeftoverGroups {

    private static final Logger LOG = LoggerFactory.getLogger(LeftoverGroups.class);

    private final Path file;
    private final String name;

    LeftoverGroups(Path folder) {
        this.file = folder.resolve("cgroups");
        this.name = nameOf("dropbatch", folder.toAbsolutePath());
    }

    /** The name of the account's groups, unique for its folder. */
    String name() {
        return name;
    }

    static String nameOf(String kind, Path path) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(path.toString().getBytes(StandardCharsets.UTF_8));
            return kind + "-" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Recorded before a group is created, so that none is missed. */
    void note(Path group) {
        try {
            if (!noted().contains(group)) {
                Files.writeString(file, group + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the processes in the groups and removes the groups; a remaining group is tried again the next time. */
    void remove() {
        List<Path> noted = noted();
        boolean gone = true;
        for (Path group : noted) {
            TaskGroup whole = new TaskGroup(List.of(group), TaskLimits.NONE);
            whole.kill();
            gone &= whole.remove();
        }
        try {
            if (gone) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("The note of control groups could not be removed");
        }
        if (!gone) {
            LOG.atWarn().addKeyValue("groups", noted).log("Control groups of tasks could not be removed");
        }
    }

    private List<Path> noted() {
        List<Path> noted = new ArrayList<>();
        try {
            if (Files.exists(file)) {
                Files.readString(file).lines().map(Path::of).filter(this::own).forEach(noted::add);
            }
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("Where control groups of tasks are left is not known");
        }
        return noted;
    }

    private boolean own(Path group) {
        return group.isAbsolute()
                && group.getFileName() != null
                && group.getFileName().toString().equals(name);
    }
}
