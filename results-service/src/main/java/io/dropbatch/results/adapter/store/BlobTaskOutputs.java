package io.dropbatch.results.adapter.store;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.model.text.Redaction;
import io.dropbatch.results.app.port.TaskOutputs;
import io.dropbatch.results.domain.StoredBlob;
import io.dropbatch.store.BlobContent;
import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.BlobStore;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the outputs container. */
public final class BlobTaskOutputs implements TaskOutputs {

    private static final Logger LOG = LoggerFactory.getLogger(BlobTaskOutputs.class);
    private static final long LONGEST_MARKER = 32L << 20;

    private final BlobStore blobs;

    public BlobTaskOutputs(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public String container() {
        return blobs.container();
    }

    @Override
    public Stream<StoredBlob> list(String prefix) {
        return blobs.list(prefix).map(BlobTaskOutputs::stored);
    }

    @Override
    public Optional<TaskMarker> marker(StoredBlob blob) {
        if (blob.bytes() > LONGEST_MARKER) {
            LOG.atWarn()
                    .addKeyValue("blob", blob.path())
                    .addKeyValue("bytes", blob.bytes())
                    .log("ignored a marker that is too long");
            return Optional.empty();
        }
        return blobs.read(blob.path()).flatMap(BlobTaskOutputs::marker);
    }

    @Override
    public Optional<InputStream> open(String path) {
        return blobs.open(path);
    }

    @Override
    public Optional<InputStream> open(String path, long from, long bytes) {
        return blobs.open(path, from, bytes);
    }

    /** Tasks can write to the container, so a blob with a marker's name need not be a marker. */
    private static Optional<TaskMarker> marker(BlobContent content) {
        try {
            return Optional.of(ModelJson.read(content.bytes(), TaskMarker.class));
        } catch (UnreadableException e) {
            LOG.atWarn()
                    .addKeyValue("blob", content.facts().path())
                    .addKeyValue("cause", Redaction.describe(e))
                    .log("ignored a marker that cannot be read");
            return Optional.empty();
        }
    }

    private static StoredBlob stored(BlobDetails facts) {
        return new StoredBlob(facts.path(), facts.bytes(), facts.etag(), facts.md5(), facts.lastModified());
    }
}
