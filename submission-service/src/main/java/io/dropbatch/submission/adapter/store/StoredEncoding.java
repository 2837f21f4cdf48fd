package io.dropbatch.submission.adapter.store;

import io.dropbatch.store.BlobContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Undoes the {@code Content-Encoding} under which a small blob is stored. */
final class StoredEncoding {

    private StoredEncoding() {}

    /**
     * @param largest the most bytes that are wanted; more are cut
     * @throws IOException when the content is not what its encoding says; the message goes on after the file's name
     */
    static byte[] decode(BlobContent content, int largest) throws IOException {
        String encoding = content.facts().encoding().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "", "identity", "aws-chunked", "utf-8" -> content.bytes();
            case "gzip", "x-gzip" -> unzip(content.bytes(), largest);
            default ->
                throw new IOException("is stored with Content-Encoding '" + encoding
                        + "', which is not read: upload it without that.");
        };
    }

    private static byte[] unzip(byte[] bytes, int largest) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readNBytes(largest + 1);
        } catch (IOException e) {
            throw new IOException(
                    "is stored with Content-Encoding 'gzip', but it is no gzip: upload it without that.", e);
        }
    }
}
