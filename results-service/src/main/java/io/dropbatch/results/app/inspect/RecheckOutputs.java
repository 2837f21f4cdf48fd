package io.dropbatch.results.app.inspect;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.results.app.port.TaskOutputs;
import io.dropbatch.results.domain.OutputRehash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/** Reads outputs again and compares their content with the hashes that their nodes computed. */
public final class RecheckOutputs {

    private static final int BUFFER = 64 * 1024;

    private final TaskOutputs outputs;
    private final StorageReaders readers;

    public RecheckOutputs(TaskOutputs outputs, StorageReaders readers) {
        this.outputs = outputs;
        this.readers = readers;
    }

    /** The failure of the first output whose hash differs from its node's; empty when all match. */
    public Optional<Failure> objection(List<OutputRehash> all) {
        List<Future<Optional<Failure>>> readings =
                all.stream().map(one -> readers.read(() -> objection(one))).toList();
        Optional<Failure> first = Optional.empty();
        for (Future<Optional<Failure>> reading : readings) {
            Optional<Failure> objection = StorageReaders.await(reading);
            first = first.or(() -> objection);
        }
        return first;
    }

    private Optional<Failure> objection(OutputRehash rehash) throws IOException {
        Optional<InputStream> content = outputs.open(rehash.blob());
        if (content.isEmpty()) {
            return Optional.of(Failure.of(
                    FailureCode.OUTPUT_MISSING,
                    "The output " + rehash.blob() + " was deleted while the results were being verified."));
        }
        try (InputStream in = content.get()) {
            return sha256(in).equals(rehash.sha256()) ? Optional.empty() : Optional.of(changed(rehash));
        }
    }

    private static Failure changed(OutputRehash rehash) {
        return Failure.of(
                FailureCode.UPLOAD,
                "The content of the output " + rehash.blob()
                        + " is not what its task computed: its SHA-256 differs. It was damaged or replaced.");
    }

    private static String sha256(InputStream in) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
