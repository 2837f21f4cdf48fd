package io.dropbatch.client;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.event.OutputPartial;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * An announced result. Its manifest is what was announced, to the byte, and its files are what the manifest says: a
 * stream that ends without an exception was read whole and unchanged. A stream that is closed early proves nothing.
 */
public final class VerifiedResult {

    private final ResultSource source;
    private final String container;
    private final ResultManifest manifest;

    private VerifiedResult(ResultSource source, String container, ResultManifest manifest) {
        this.source = source;
        this.container = container;
        this.manifest = manifest;
    }

    /** @throws CorruptResultException when the manifest is not the one that was announced */
    public static VerifiedResult open(ResultSource source, OutputReady event) throws IOException {
        return open(source, event.container(), event.manifest(), event.manifestSha256());
    }

    /** @throws CorruptResultException when the manifest is not the one that was announced */
    public static VerifiedResult open(ResultSource source, OutputPartial event) throws IOException {
        return open(source, event.container(), event.manifest(), event.manifestSha256());
    }

    private static VerifiedResult open(ResultSource source, String container, String path, String sha256)
            throws IOException {
        try (InputStream in = new VerifyingStream(source.open(container, path), path, -1, sha256)) {
            return new VerifiedResult(source, container, ModelJson.read(in.readAllBytes(), ResultManifest.class));
        }
    }

    public ResultManifest manifest() {
        return manifest;
    }

    /** The files of the last level: the result itself, without what it was merged from. */
    public List<ManifestOutput> outputs() {
        int last = manifest.levels().size() - 1;
        return manifest.outputs().stream()
                .filter(output -> output.task().level() == last)
                .toList();
    }

    /** Reads a file; its last byte is followed by the end only when the file is what the manifest says. */
    public InputStream read(ManifestOutput output) throws IOException {
        return new VerifyingStream(
                source.open(container, output.blob()), output.path(), output.bytes(), output.sha256());
    }
}
