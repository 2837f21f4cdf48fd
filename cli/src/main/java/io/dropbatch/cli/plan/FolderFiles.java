package io.dropbatch.cli.plan;

import io.dropbatch.cli.client.drop.DropFolder.LocalFile;
import io.dropbatch.planning.drop.DropFiles;
import io.dropbatch.planning.drop.SeenBlob;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files of this machine under the paths that they would have in the inbox. */
final class FolderFiles implements DropFiles {

    /** What is on a disk has no versions. */
    static final String ETAG = "local";

    private final SortedMap<String, LocalFile> byPath = new TreeMap<>();

    FolderFiles(String prefix, List<LocalFile> files) {
        files.forEach(file -> byPath.put(prefix + file.path(), file));
    }

    SortedMap<String, LocalFile> byPath() {
        return byPath;
    }

    @Override
    public Optional<SeenBlob> find(String path) {
        return Optional.ofNullable(byPath.get(path)).map(file -> seen(path, file));
    }

    @Override
    public Optional<InputStream> open(String path) {
        return Optional.ofNullable(byPath.get(path)).map(FolderFiles::open);
    }

    @Override
    public Stream<SeenBlob> list(String prefix) {
        return byPath.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(entry -> seen(entry.getKey(), entry.getValue()));
    }

    private static InputStream open(LocalFile file) {
        try {
            return Files.newInputStream(file.file());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.file(), e);
        }
    }

    private static SeenBlob seen(String path, LocalFile file) {
        return new SeenBlob(path, file.bytes(), ETAG, "", file.modified().toInstant());
    }
}
