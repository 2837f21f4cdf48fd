package io.dropbatch.localazure.batch.node.transfer;

import io.dropbatch.localazure.batch.node.failure.RunFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file to create in a task's working directory; a path outside of it is refused. */
record LocalFile(Path path, @Nullable String mode) {

    private static final int BUFFER = 64 * 1024;
    private static final String DEFAULT_MODE = "0770";

    static LocalFile in(Path workingDirectory, String name, @Nullable String mode) throws RunFailure {
        try {
            Path path = workingDirectory.resolve(name).normalize();
            if (path.startsWith(workingDirectory) && !path.equals(workingDirectory)) {
                return new LocalFile(path, mode);
            }
        } catch (InvalidPathException e) {
            throw failed("ResourceFileCreateFailed", name, "The name is not valid on this node");
        }
        throw failed("ResourceFileCreateFailed", name, "The file would lie outside of the working directory");
    }

    /** Writes the content; an {@link IOException} means that it could not be read. */
    void write(InputStream content) throws IOException, RunFailure {
        makeFolder();
        try (OutputStream out = open()) {
            byte[] buffer = new byte[BUFFER];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                write(out, buffer, read);
            }
        }
        permit();
    }

    private void makeFolder() throws RunFailure {
        Path parent = path.getParent();
        try {
            if (parent != null && !Files.isDirectory(parent)) {
                Files.createDirectories(parent);
            }
        } catch (IOException e) {
            throw failed("ResourceDirectoryCreateFailed", path.toString(), e.toString());
        }
    }

    private OutputStream open() throws RunFailure {
        try {
            return new java.io.FileOutputStream(path.toFile());
        } catch (IOException e) {
            throw failed("ResourceFileCreateFailed", path.toString(), e.toString());
        }
    }

    private void write(OutputStream out, byte[] buffer, int length) throws RunFailure {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            boolean full = String.valueOf(e.getMessage()).contains("No space left");
            throw failed(full ? "DiskFull" : "ResourceFileWriteFailed", path.toString(), e.toString());
        }
    }

    private void permit() throws RunFailure {
        try {
            Files.setPosixFilePermissions(path, permissions(mode == null ? DEFAULT_MODE : mode));
        } catch (IOException e) {
            throw failed("ResourceFileCreateFailed", path.toString(), e.toString());
        }
    }

    private static Set<PosixFilePermission> permissions(String octal) {
        int bits = Integer.parseInt(octal, 8);
        PosixFilePermission[] all = PosixFilePermission.values();
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < all.length; i++) {
            // The constants are in the order of the bits, from the owner's read to the others' execute.
            if ((bits & (1 << (all.length - 1 - i))) != 0) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }

    private static RunFailure failed(String code, String name, String why) {
        return RunFailure.user(code, "A resource file could not be created", why + " (" + name + ")");
    }
}
