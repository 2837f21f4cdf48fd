package io.dropbatch.cli.client.drop;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;

/**
 * What a folder on this machine holds for a drop.
 *
 * @param files all that may be inputs, in the order of their paths
 * @param manifest a {@code job.yaml} or {@code job.json} of the folder's own
 * @param leftOut files that are never dropped, each with the reason
 */
public record DropFolder(Path folder, List<LocalFile> files, Optional<Path> manifest, List<String> leftOut) {

    /**
     * A file as it was when the folder was read.
     *
     * @param path relative to the folder, with {@code /}
     */
    public record LocalFile(String path, Path file, long bytes, FileTime modified) {}

    public DropFolder {
        files = List.copyOf(files);
        leftOut = List.copyOf(leftOut);
    }
}
