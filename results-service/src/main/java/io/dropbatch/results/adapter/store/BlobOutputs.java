package io.dropbatch.results.adapter.store;

import io.dropbatch.codec.Json;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.model.text.Redaction;
import io.dropbatch.results.app.port.Outputs;
import io.dropbatch.results.domain.StoredBlob;
import io.dropbatch.store.BlobContent;
import io.dropbatch.store.BlobFacts;
import io.dropbatch.store.Blobs;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outputs container. */
public final class BlobOutputs implements Outputs {

    private static final Logger LOG = LoggerFactory.getLogger(BlobOutputs.class);
    private static final long LONGEST_MARKER = 32L << 20;

    private final Blobs blobs;

    public BlobOutputs(Blobs blobs) {
        this.blobs = blobs;
    }

    @Override
    public String container() {
        return blobs.container();
    }

    @Override
    public Stream<StoredBlob> list(String prefix) {
        return blobs.list(prefix).map(BlobOutputs::stored);
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
        return blobs.read(blob.path()).flatMap(BlobOutputs::marker);
    }

    @Override
    public Optional<InputStream> open(String path) {
        return blobs.open(path);
    }

    /** Tasks can write to the container, so what is called a marker need not be one. */
    private static Optional<TaskMarker> marker(BlobContent content) {
        try {
            return Optional.of(Json.read(content.bytes(), TaskMarker.class));
        } catch (UnreadableException e) {
            LOG.atWarn()
                    .addKeyValue("blob", content.facts().path())
                    .addKeyValue("cause", Redaction.describe(e))
                    .log("ignored a marker that cannot be read");
            return Optional.empty();
        }
    }

    private static StoredBlob stored(BlobFacts facts) {
        return new StoredBlob(facts.path(), facts.bytes(), facts.etag(), facts.md5(), facts.lastModified());
    }
}
