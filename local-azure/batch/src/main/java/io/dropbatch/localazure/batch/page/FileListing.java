package io.dropbatch.localazure.batch.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files in a folder of a node. A task may have created links there; links that lead out of the folder are not
 * followed, since every user of this machine can see these pages.
 */
final class FileListing {

    private static final int MOST = 500;
    private static final int DEPTH = 12;

    private final Path folder;
    private final String address;

    /**
     * Shows a folder.
     *
     * @param address the parent page of the files' pages
     */
    FileListing(Path folder, String address) {
        this.folder = folder;
        this.address = address;
    }

    SafeMarkup list() throws IOException {
        if (!java.nio.file.Files.isDirectory(folder)) {
            return SafeMarkup.of("<p class=\"none\">There are no files.</p>\n");
        }
        try (Stream<Path> all = java.nio.file.Files.walk(folder, DEPTH)) {
            List<SafeMarkup> rows = all.filter(
                            file -> java.nio.file.Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .limit(MOST)
                    .sorted()
                    .map(this::row)
                    .toList();
            return rows.isEmpty()
                    ? SafeMarkup.of("<p class=\"none\">There are no files.</p>\n")
                    : SafeMarkup.of("<table><tr><th>file<th class=\"n\">size<th>changed</tr>\n{}</table>\n", rows);
        } catch (UncheckedIOException e) {
            // A running task adds and removes files while they are listed.
            return SafeMarkup.of("<p class=\"none\">The files are changing.</p>\n");
        }
    }

    private SafeMarkup row(Path file) {
        String name = folder.relativize(file).toString();
        try {
            return SafeMarkup.of(
                    "<tr><td>{}<td class=\"n\">{}<td>{}</tr>\n",
                    PageLinks.to(PageLinks.file(address, name), name),
                    PageFragments.size(java.nio.file.Files.size(file)),
                    PageFragments.time(
                            java.nio.file.Files.getLastModifiedTime(file).toInstant()));
        } catch (IOException e) {
            return SafeMarkup.NOTHING;
        }
    }

    /** The last part of a file, up to the given size; empty when the folder has no such file. */
    Optional<Tail> tail(String name, int most) throws IOException {
        try {
            Path file = folder.resolve(name).toRealPath();
            if (!file.startsWith(folder.toRealPath()) || !java.nio.file.Files.isRegularFile(file)) {
                return Optional.empty();
            }
            try (SeekableByteChannel channel = java.nio.file.Files.newByteChannel(file)) {
                long size = channel.size();
                long start = Math.max(0, size - most);
                ByteBuffer bytes = ByteBuffer.allocate((int) (size - start));
                channel.position(start);
                while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                    continue;
                }
                return Optional.of(
                        new Tail(size, start, new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)));
            }
        } catch (InvalidPathException | FileSystemException e) {
            return Optional.empty();
        }
    }

    /**
     * The last part of a file.
     *
     * @param size of the whole file
     * @param start the number of bytes before it
     */
    record Tail(long size, long start, String text) {

        SafeMarkup write() {
            SafeMarkup before = start == 0
                    ? SafeMarkup.NOTHING
                    : SafeMarkup.of(
                            "<p class=\"none\">The last {} of {}.</p>\n",
                            PageFragments.size(size - start),
                            PageFragments.size(size));
            return text.isEmpty()
                    ? SafeMarkup.of("<p class=\"none\">empty</p>\n")
                    : before.and(SafeMarkup.of("<pre class=\"log\">{}</pre>\n", text));
        }
    }
}
