package io.dropbatch.cli.client;

import io.dropbatch.cli.client.drop.ParallelRunner;
import io.dropbatch.cli.client.drop.Sha256Digest;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.ProgressDisplay;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.InputPath;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.result.DownloadPaths;
import io.dropbatch.model.result.MissingTask;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import io.dropbatch.store.BlobContent;
import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Fetches a result package and checks every file against its manifest. */
final class PackageDownload {

    private final BlobStore outputs;

    PackageDownload(BlobStore outputs) {
        this.outputs = outputs;
    }

    /** @throws CliException when the submission has no manifest */
    ResultManifest manifest(SubmissionId submission) {
        BlobContent blob = outputs.read(OutputLayout.manifest(submission))
                .orElseThrow(() -> new CliException("submission " + submission
                        + " has no result manifest: it is not finished, or there is no such submission"));
        return ModelJson.read(blob.bytes(), ResultManifest.class);
    }

    /** The outputs of the last level: the result. */
    static List<ManifestOutput> result(ResultManifest manifest) {
        int last = manifest.levels().size() - 1;
        return manifest.outputs().stream()
                .filter(output -> output.task().level() == last)
                .toList();
    }

    /**
     * Fetches outputs into a folder: under their own paths where no two share one, else in folders named by their inputs.
     * Files appear whole or not at all.
     *
     * @throws CliException when a file is not what the manifest says
     */
    void fetch(List<ManifestOutput> wanted, Path folder, ProgressDisplay progress) {
        DownloadPaths paths = DownloadPaths.of(wanted.stream());
        ParallelRunner.forEach(wanted, output -> {
            fetch(output, target(folder, paths.of(output)));
            progress.advance(1);
        });
    }

    /**
     * Fetches the logs of the tasks that failed into a folder for each, named by its input.
     *
     * @return how many files were fetched
     */
    int fetchLogs(List<MissingTask> failed, Path folder) {
        int files = 0;
        Set<String> taken = new HashSet<>();
        for (MissingTask task : failed) {
            if (task.log() == null) {
                continue;
            }
            String logs = task.log().substring(0, task.log().lastIndexOf('/') + 1);
            String named = task.origin().folder();
            Path own = target(
                    folder,
                    taken.add(named.toLowerCase(Locale.ROOT))
                            ? named
                            : task.task().value());
            try (Stream<BlobDetails> listed = outputs.list(logs)) {
                for (BlobDetails log : listed.toList()) {
                    copy(log.path(), target(own, log.path().substring(logs.length())));
                    files++;
                }
            }
        }
        return files;
    }

    private void copy(String blob, Path target) {
        InputStream log =
                outputs.open(blob).orElseThrow(() -> new CliException("the log outputs/" + blob + " is gone"));
        try (log) {
            Files.createDirectories(target.getParent());
            Files.copy(log, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target, e);
        }
    }

    private static Path target(Path folder, String path) {
        Path target = folder.resolve(path).normalize();
        if (InputPath.objection(path).isPresent() || !target.startsWith(folder.normalize())) {
            throw new CliException(
                    "the manifest names an output that cannot be a file here; nothing was written for it");
        }
        return target;
    }

    private void fetch(ManifestOutput output, Path target) {
        try {
            Files.createDirectories(target.getParent());
            Path part = Files.createTempFile(target.getParent(), ".dropbatch-", ".part");
            try {
                String sha256 = copy(output, part);
                if (!sha256.equals(output.sha256())) {
                    throw new CliException(output.path() + " is not what the manifest says: its SHA-256 differs;"
                            + " it was changed after it was verified");
                }
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target, e);
        }
    }

    private String copy(ManifestOutput output, Path part) throws IOException {
        MessageDigest sha = Sha256Digest.digest();
        try (InputStream in = new DigestInputStream(open(output), sha);
                OutputStream out = Files.newOutputStream(part)) {
            in.transferTo(out);
        }
        return Sha256Digest.hex(sha);
    }

    private InputStream open(ManifestOutput output) {
        return outputs.open(output.blob())
                .orElseThrow(() -> new CliException(output.path() + " is gone: " + output.blob() + " does not exist"));
    }
}
