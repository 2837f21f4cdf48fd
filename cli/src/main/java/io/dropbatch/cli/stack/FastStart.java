package io.dropbatch.cli.stack;

import io.dropbatch.cli.client.CliException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The JVM's memory of an earlier run, which spares it the loading and linking of classes: an AOT cache on JDK 25 and
 * newer, a class archive before.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514: Ahead-of-Time Command-Line Ergonomics</a>
 */
final class FastStart {

    private static final int FIRST_WITH_AOT = 25;
    private static final String TRIED = "tried";

    private final boolean aot = Runtime.version().feature() >= FIRST_WITH_AOT;

    boolean isReady(Image image) {
        return Files.exists(cache(image));
    }

    /** Uses what is there. */
    List<String> use(Image image) {
        return isReady(image) ? List.of(flag(image)) : List.of();
    }

    /** The JVM's word for using the cache, be it there or not yet. */
    String flag(Image image) {
        return (aot ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + cache(image);
    }

    /** Writes down, when the program ends, what it used; {@link #adopt} makes it count. */
    List<String> record(Image image) {
        String flag = aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
        return List.of(flag + recording(image));
    }

    /** To be called when the program has ended: a record that is being written is none yet. Without one, nothing happens. */
    void adopt(Image image) {
        if (!Files.exists(recording(image))) {
            return;
        }
        try {
            Files.move(recording(image), cache(image), StandardCopyOption.REPLACE_EXISTING);
            deleteOthers(image);
        } catch (IOException e) {
            throw new CliException(image.name() + " has left no cache: " + e.getMessage(), e);
        }
    }

    /**
     * Caches of earlier builds, 80 MB each; a program that still runs with one keeps it open. With them goes the note that
     * their build was trained: who comes back to it trains it again.
     */
    private void deleteOthers(Image image) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(image.folder(), "*.{aot,jsa," + TRIED + "}")) {
            for (Path other : all) {
                if (!other.getFileName().toString().startsWith(stem(image))) {
                    Files.delete(other);
                }
            }
        }
    }

    /** Where it is noted that a cache was tried to be made: a machine on which that fails is not kept busy at every start. */
    Path tried(Image image) {
        return image.folder().resolve(stem(image) + "." + TRIED);
    }

    private Path recording(Image image) {
        return cache(image).resolveSibling("recording-" + cache(image).getFileName());
    }

    private Path cache(Image image) {
        return image.folder().resolve(stem(image) + (aot ? ".aot" : ".jsa"));
    }

    private static String stem(Image image) {
        return image.fingerprint() + "-" + Runtime.version().toString().replace('+', '.');
    }
}
