package io.dropbatch.results.app;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.app.port.ResultManifests;
import io.dropbatch.results.app.port.TaskOutputs;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what users view and download. It returns only outputs that a manifest lists. */
public final class BrowseResults {

    private final DropAccountStore accounts;
    private final ResultManifests manifests;
    private final TaskOutputs outputs;

    public BrowseResults(DropAccountStore accounts, ResultManifests manifests, TaskOutputs outputs) {
        this.accounts = accounts;
        this.manifests = manifests;
        this.outputs = outputs;
    }

    public Optional<DropStatus> status(SubmissionId submission) {
        return accounts.find(submission).map(held -> held.account().status());
    }

    /** The manifest as it was written; the caller closes it. */
    public Optional<InputStream> manifest(SubmissionId submission) {
        return outputs.open(OutputLayout.manifest(submission));
    }

    /** Whether there is a result: its manifest is written before it is announced, and the status says so a little later. */
    public boolean hasResult(SubmissionId submission) {
        Optional<Stream<ManifestOutput>> listed = manifests.outputs(submission);
        listed.ifPresent(Stream::close);
        return listed.isPresent();
    }

    /** A listed output. */
    public Optional<ManifestOutput> find(SubmissionId submission, String task, String path) {
        try (Stream<ManifestOutput> listed = listed(submission)) {
            return listed.filter(output -> output.task().value().equals(task))
                    .filter(output -> output.path().equals(path))
                    .findFirst();
        }
    }

    /** The outputs of the highest level that a manifest lists: the result. The caller closes the stream. */
    public Stream<ManifestOutput> result(SubmissionId submission) {
        int last = lastLevel(submission);
        return listed(submission).filter(output -> output.task().level() == last);
    }

    /** The outputs of one task, of whatever level. The caller closes the stream. */
    public Stream<ManifestOutput> ofTask(SubmissionId submission, TaskId task) {
        return listed(submission).filter(output -> output.task().equals(task));
    }

    /** The content of a listed output that lies under its submission or the job of its file; the caller closes it. */
    public Optional<InputStream> open(SubmissionId submission, ManifestOutput output) {
        return isOwn(submission, output) ? outputs.open(output.blob()) : Optional.empty();
    }

    /** {@code bytes} bytes of such an output beginning with byte {@code from}; the caller closes it. */
    public Optional<InputStream> open(SubmissionId submission, ManifestOutput output, long from, long bytes) {
        if (from == 0 && bytes == output.bytes()) {
            return open(submission, output);
        }
        return isOwn(submission, output) ? outputs.open(output.blob(), from, bytes) : Optional.empty();
    }

    private static boolean isOwn(SubmissionId submission, ManifestOutput output) {
        return output.blob().startsWith(OutputLayout.submission(submission))
                || output.blob().startsWith(OutputLayout.rolling(submission.workload()));
    }

    /**
     * The log of the first task that failed for a cause that the status names; the caller closes it.
     *
     * @param cause its place among the causes, from 0
     */
    public Optional<InputStream> log(SubmissionId submission, int cause) {
        return status(submission)
                .map(DropStatus::causes)
                .filter(causes -> cause >= 0 && cause < causes.size())
                .map(causes -> causes.get(cause).log())
                .filter(log -> log.startsWith(OutputLayout.submission(submission)))
                .flatMap(outputs::open);
    }

    private int lastLevel(SubmissionId submission) {
        try (Stream<ManifestOutput> listed = listed(submission)) {
            return listed.map(ManifestOutput::task)
                    .mapToInt(TaskId::level)
                    .max()
                    .orElse(0);
        }
    }

    private Stream<ManifestOutput> listed(SubmissionId submission) {
        return manifests.outputs(submission).orElseGet(Stream::empty);
    }
}
