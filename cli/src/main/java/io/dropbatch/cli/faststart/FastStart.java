package io.dropbatch.cli.faststart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropbatch.cli.console.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The JVM's flags for a class archive of a program's own, which spares later starts the reading and linking of classes.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html">java: AutoCreateSharedArchive</a>
 */
public final class FastStart {

    private FastStart() {}

    /**
     * The JVM uses the archive if it fits the JDK; else it records a new one when the program ends. One that was
     * recorded with other jars it would neither use nor replace, so that an archive is named by its class path.
     */
    public static List<String> flags(ProgramImage image) {
        Path archive = image.folder().resolve(image.name() + "-" + fingerprint(image) + ".jsa");
        deleteOthers(archive);
        deleteIfCutOff(archive);
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive,
                // It would report every start whose flags differ from those of the JDK's own archive.
                "-Xlog:disable");
    }

    private static String fingerprint(ProgramImage image) {
        CRC32 all = new CRC32();
        all.update(image.classPathArgument().getBytes(UTF_8));
        return Long.toHexString(all.getValue());
    }

    /** Those of earlier builds. A JVM that still runs keeps what it has opened. */
    private static void deleteOthers(Path archive) {
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(archive.getParent(), "*.jsa")) {
            for (Path other : archives) {
                if (!other.equals(archive)) {
                    Files.deleteIfExists(other);
                }
            }
        } catch (IOException e) {
            throw new CliException("cannot clear " + archive.getParent() + ": " + e.getMessage(), e);
        }
    }

    /**
     * A JVM that is killed while it writes leaves a file without a header, which the next would neither use nor
     * replace.
     */
    private static void deleteIfCutOff(Path archive) {
        if (!Files.exists(archive)) {
            return;
        }
        try (InputStream in = Files.newInputStream(archive)) {
            if (in.read() <= 0) {
                Files.delete(archive);
            }
        } catch (IOException e) {
            throw new CliException("cannot use " + archive + ": " + e.getMessage(), e);
        }
    }
}
