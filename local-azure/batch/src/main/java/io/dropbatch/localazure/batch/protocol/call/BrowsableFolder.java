package io.dropbatch.localazure.batch.protocol.call;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder whose files callers may read and delete. A link that a task created may lead to other places on its node,
 * but not outside of the node.
 */
public record BrowsableFolder(Path node, Path folder) {

    /** A regular file that is there. */
    public Path file(String name) throws IOException {
        Path file = path(name);
        if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(node.toRealPath())) {
            throw BatchError.of(ErrorCode.FileNotFound);
        }
        return file;
    }

    /** The entry with that name; for a link, the link itself and not its target. */
    public Path path(String name) throws IOException {
        Path path = resolved(name);
        Path parent = path.getParent();
        if (parent == null
                || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                || !parent.toRealPath().startsWith(node.toRealPath())) {
            throw BatchError.of(ErrorCode.FileNotFound);
        }
        return path;
    }

    /** All entries of the folder, ordered by name; entries deleted meanwhile are left out. */
    public List<Path> files(boolean recursive) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), depth(recursive), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                if (!directory.equals(folder)) {
                    files.add(directory);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    private Path resolved(String name) {
        try {
            Path path = folder.resolve(name).normalize();
            if (path.startsWith(folder) && !path.equals(folder)) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw BatchError.of(ErrorCode.FileNotFound);
        }
        throw BatchError.of(ErrorCode.FileNotFound);
    }

    private static int depth(boolean recursive) {
        return recursive ? Integer.MAX_VALUE : 1;
    }
}
