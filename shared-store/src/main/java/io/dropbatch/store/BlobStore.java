package io.dropbatch.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The blobs of one container. Paths are as the blob is named, with {@code /} between folders. ETags carry no quotes.
 * Safe for use by several threads. Calls retry what storage calls transient and then throw {@link StoreException}; what
 * cannot pass is thrown at once as {@link io.dropbatch.model.retry.LastingFailureException}.
 */
public interface BlobStore {

    /** The container's name. */
    String container();

    /** What storage says of a blob, without its content. */
    Optional<BlobDetails> facts(String path);

    /** A whole small blob; {@link #open} is for large ones. */
    Optional<BlobContent> read(String path);

    /** Streams a blob; the caller closes it. Empty when there is none. */
    Optional<InputStream> open(String path);

    /** Streams {@code bytes} bytes beginning with byte {@code from}; the caller closes it. */
    Optional<InputStream> open(String path, long from, long bytes);

    /** Writes a blob, replacing what is there; its ETag is returned. */
    String write(String path, byte[] content, String contentType);

    /** Writes a blob unless there is one; empty when there is. */
    Optional<String> writeIfAbsent(String path, byte[] content, String contentType);

    /** Replaces a blob if it still has the given ETag; empty when it has not, or is gone. */
    Optional<String> writeIfUnchanged(String path, byte[] content, String contentType, String etag);

    /** Writes a blob of unknown length in blocks as it is produced, replacing what is there once it is whole. */
    void stream(String path, String contentType, Content content);

    /**
     * All files whose names begin with the prefix, in the order of their names; pages are fetched as they are used.
     * What storage tools write for empty folders is left out.
     */
    Stream<BlobDetails> list(String prefix);

    /** The files right in a folder (which ends with {@code /} or is empty) among the first names there, of one page. */
    List<BlobDetails> firstIn(String folder, int most);

    /** The names of the folders right under the prefix (which ends with {@code /} or is empty), without slashes. */
    List<String> folders(String prefix);

    /** @return whether there was one */
    boolean delete(String path);

    /** Produces a blob's content. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
