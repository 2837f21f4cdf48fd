package io.dropbatch.results.adapter.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.MappingIterator;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.store.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads records one by one from a source of any length. */
final class JsonLines {

    private JsonLines() {}

    /** The records of a blob with one in each line; none when there is no blob. The caller closes the stream. */
    static <T> Stream<T> read(BlobStore blobs, String path, Class<T> type) {
        return blobs.open(path).map(in -> read(in, type)).orElseGet(Stream::empty);
    }

    private static <T> Stream<T> read(InputStream in, Class<T> type) {
        try {
            return read(ModelJson.mapper().createParser(in), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The values that follow, up to the end of the array that the parser is in or of the document. */
    static <T> Stream<T> read(JsonParser parser, Class<T> type) throws IOException {
        MappingIterator<T> values = ModelJson.mapper().readerFor(type).readValues(parser);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(values, Spliterator.ORDERED), false)
                .onClose(() -> close(values));
    }

    private static void close(MappingIterator<?> values) {
        try {
            values.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
