package io.dropbatch.results.app.port;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.MissingTask;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import java.util.Optional;
import java.util.stream.Stream;

/** The manifests of result packages. */
public interface ResultManifests {

    /**
     * Writes a submission's manifest, replacing an earlier one. The same head and outputs give the same bytes.
     *
     * @param head everything but the missing tasks and the outputs
     * @return the SHA-256 of what was written
     */
    String write(ResultManifest head, Stream<MissingTask> missing, Stream<ManifestOutput> outputs);

    /** The outputs that a manifest lists, or empty when there is no manifest. The caller closes the stream. */
    Optional<Stream<ManifestOutput>> outputs(SubmissionId submission);
}
