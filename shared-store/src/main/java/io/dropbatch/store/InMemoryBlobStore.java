package io.dropbatch.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A container in memory, for tests; held to the same contract as {@link AzureBlobStore}. */
public final class InMemoryBlobStore implements BlobStore {

    private final String container;
    private final Clock clock;
    private final Map<String, BlobContent> blobs = new ConcurrentSkipListMap<>();
    private final AtomicLong versions = new AtomicLong();

    public InMemoryBlobStore(String container, Clock clock) {
        this.container = container;
        this.clock = clock;
    }

    @Override
    public String container() {
        return container;
    }

    @Override
    public Optional<BlobDetails> facts(String path) {
        return read(path).map(BlobContent::facts);
    }

    @Override
    public Optional<BlobContent> read(String path) {
        return Optional.ofNullable(blobs.get(path));
    }

    @Override
    public Optional<InputStream> open(String path) {
        return read(path).map(blob -> new ByteArrayInputStream(blob.bytes()));
    }

    @Override
    public Optional<InputStream> open(String path, long from, long bytes) {
        return read(path).map(blob -> new ByteArrayInputStream(blob.bytes(), (int) from, (int) bytes));
    }

    @Override
    public String write(String path, byte[] content, String contentType) {
        BlobContent blob = blob(path, content);
        blobs.put(path, blob);
        return blob.facts().etag();
    }

    @Override
    public Optional<String> writeIfAbsent(String path, byte[] content, String contentType) {
        BlobContent blob = blob(path, content);
        @Nullable BlobContent before = blobs.putIfAbsent(path, blob);
        return before == null ? Optional.of(blob.facts().etag()) : Optional.empty();
    }

    @Override
    public Optional<String> writeIfUnchanged(String path, byte[] content, String contentType, String etag) {
        BlobContent after = blob(path, content);
        @Nullable
        BlobContent now = blobs.computeIfPresent(
                path, (name, before) -> before.facts().etag().equals(etag) ? after : before);
        return after.equals(now) ? Optional.of(after.facts().etag()) : Optional.empty();
    }

    @Override
    public void stream(String path, String contentType, Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            content.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(path, out.toByteArray(), contentType);
    }

    @Override
    public Stream<BlobDetails> list(String prefix) {
        return blobs.values().stream()
                .map(BlobContent::facts)
                .filter(blob -> blob.path().startsWith(prefix))
                .filter(blob -> blob.nature() != BlobNature.FOLDER);
    }

    @Override
    public List<BlobDetails> firstIn(String folder, int most) {
        return blobs.values().stream()
                .map(BlobContent::facts)
                .filter(blob -> blob.path().startsWith(folder))
                .filter(blob -> blob.path().indexOf('/', folder.length()) < 0)
                .filter(blob -> blob.nature() != BlobNature.FOLDER)
                .limit(most)
                .toList();
    }

    @Override
    public List<String> folders(String prefix) {
        return list(prefix)
                .map(blob -> blob.path().substring(prefix.length()))
                .filter(rest -> rest.indexOf('/') >= 0)
                .map(rest -> rest.substring(0, rest.indexOf('/')))
                .distinct()
                .toList();
    }

    @Override
    public boolean delete(String path) {
        return blobs.remove(path) != null;
    }

    private BlobContent blob(String path, byte[] content) {
        byte[] copy = Arrays.copyOf(content, content.length);
        String etag = "0x" + Long.toHexString(versions.incrementAndGet());
        return new BlobContent(
                new BlobDetails(
                        path,
                        copy.length,
                        etag,
                        md5(copy),
                        clock.instant(),
                        BlobNature.of(path, copy.length, false, null),
                        ""),
                copy);
    }

    private static String md5(byte[] content) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
