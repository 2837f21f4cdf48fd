package io.dropbatch.results;

import io.dropbatch.store.BlobContent;
import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.BlobStore;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A container that counts how many whole blobs are read from it. */
public record ReadCounter(BlobStore blobs, AtomicInteger reads) implements BlobStore {

    public static ReadCounter of(BlobStore blobs) {
        return new ReadCounter(blobs, new AtomicInteger());
    }

    @Override
    public Optional<BlobContent> read(String path) {
        reads.incrementAndGet();
        return blobs.read(path);
    }

    @Override
    public String container() {
        return blobs.container();
    }

    @Override
    public Optional<BlobDetails> facts(String path) {
        return blobs.facts(path);
    }

    @Override
    public Optional<InputStream> open(String path) {
        return blobs.open(path);
    }

    @Override
    public Optional<InputStream> open(String path, long from, long bytes) {
        return blobs.open(path, from, bytes);
    }

    @Override
    public String write(String path, byte[] content, String contentType) {
        return blobs.write(path, content, contentType);
    }

    @Override
    public Optional<String> writeIfAbsent(String path, byte[] content, String contentType) {
        return blobs.writeIfAbsent(path, content, contentType);
    }

    @Override
    public Optional<String> writeIfUnchanged(String path, byte[] content, String contentType, String etag) {
        return blobs.writeIfUnchanged(path, content, contentType, etag);
    }

    @Override
    public void stream(String path, String contentType, Content content) {
        blobs.stream(path, contentType, content);
    }

    @Override
    public Stream<BlobDetails> list(String prefix) {
        return blobs.list(prefix);
    }

    @Override
    public List<BlobDetails> firstIn(String folder, int most) {
        return blobs.firstIn(folder, most);
    }

    @Override
    public List<String> folders(String prefix) {
        return blobs.folders(prefix);
    }

    @Override
    public boolean delete(String path) {
        return blobs.delete(path);
    }
}
