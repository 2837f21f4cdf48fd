package io.dropbatch.localazure.batch.node;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes and removes the directories of nodes and tasks. */
final class NodeDirectories {

    private static final Logger LOG = LoggerFactory.getLogger(NodeDirectories.class);

    /** In the order of creation: when the last one exists, all do. */
    private static final List<String> SHARED = List.of("applications", "fsmounts", "startup", "volatile", "shared");

    private static final String LAST_SHARED = SHARED.getLast();

    private final Path trash;
    private final AtomicLong removed = new AtomicLong();

    NodeDirectories(Path trash) throws IOException {
        this.trash = trash;
        delete(trash);
        Files.createDirectories(trash);
    }

    /** Creates the directories that every node has. */
    void furnish(Path node) throws IOException {
        if (Files.isDirectory(node.resolve(LAST_SHARED))) {
            return;
        }
        for (String shared : SHARED) {
            Files.createDirectories(node.resolve(shared));
        }
    }

    /** Creates a task's directory; it is empty even after an earlier run of the task. */
    void prepare(Path directory) throws IOException {
        remove(directory);
        Files.createDirectories(directory.resolve("wd"));
        Files.createDirectory(directory.resolve("tmp"));
    }

    /** Removes the directories of unknown nodes, which a crash may have left. */
    void keepOnly(Set<Path> nodes, Path folder) throws IOException {
        Set<Path> pools = nodes.stream().map(Path::getParent).collect(Collectors.toSet());
        for (Path pool : childrenOf(folder)) {
            if (!pools.contains(pool)) {
                remove(pool);
                continue;
            }
            childrenOf(pool).stream().filter(node -> !nodes.contains(node)).forEach(this::remove);
        }
    }

    private List<Path> childrenOf(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> !child.equals(trash)).toList();
        }
    }

    /** Renames a directory at once and deletes it in the background. */
    void remove(Path directory) {
        Path doomed = trash.resolve(Long.toString(removed.incrementAndGet()));
        try {
            Files.move(directory, doomed, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("Cannot remove a directory");
            return;
        }
        Thread.ofVirtual().start(() -> deleteQuietly(doomed));
    }

    private static void deleteQuietly(Path directory) {
        try {
            delete(directory);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("Cannot delete a directory; the next start will");
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                // A task may have removed the permission to delete.
                folder.toFile().setWritable(true);
                folder.toFile().setReadable(true);
                folder.toFile().setExecutable(true);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
