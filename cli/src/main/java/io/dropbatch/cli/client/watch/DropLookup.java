package io.dropbatch.cli.client.watch;

import io.dropbatch.cli.client.drop.SimilarName;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.view.DropKind;
import io.dropbatch.model.view.DropLife;
import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.BlobStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the drop that a user means by {@code WORKLOAD/DROP} or by the id of its submission. */
public final class DropLookup {

    private static final int MOST_LOOKED_AT = 200;
    private static final int MOST_NAMED = 5;

    private final BlobStore inbox;
    private final BlobStore outputs;
    private final StatusReader statuses;
    private final SubmissionSource served;

    /** Finds drops by what storage tells of them. */
    public DropLookup(BlobStore inbox, BlobStore outputs) {
        this(inbox, outputs, SubmissionSource.NONE);
    }

    /** @param served is asked for submissions that storage does not tell of */
    public DropLookup(BlobStore inbox, BlobStore outputs, SubmissionSource served) {
        this.inbox = inbox;
        this.outputs = outputs;
        this.statuses = new StatusReader(inbox);
        this.served = served;
    }

    /**
     * A drop that exists.
     *
     * @param folder {@code <workload>/<drop>}; the workload of a job that files share
     * @param submission when it was named by its id
     * @param file when it is a file by itself, which has no folder of its own
     */
    public record Found(
            String folder,
            @Nullable SubmissionId submission,
            @Nullable DropTrigger file) {

        Found(String folder, @Nullable SubmissionId submission) {
            this(folder, submission, null);
        }

        /** Every command finds it by this: by its id if it was named so, as its place may be used again. */
        public String name() {
            return submission == null ? folder : submission.value();
        }

        static Found file(DropTrigger file, @Nullable SubmissionId submission) {
            return new Found(file.path(), submission, file);
        }
    }

    /** @throws CliException when there is no such drop, naming those that there are */
    public Found find(String written) {
        String[] parts =
                Stream.of(written.split("/")).filter(part -> !part.isEmpty()).toArray(String[]::new);
        // As it stands in a list of blobs: inbox/<workload>/<drop>.
        boolean withContainer = parts.length > 2 && parts[0].equals(inbox.container());
        String[] names = withContainer ? Arrays.copyOfRange(parts, 1, parts.length) : parts;
        Optional<DropTrigger> file = fileNamed(String.join("/", names));
        if (file.isPresent()) {
            return Found.file(file.get(), null);
        }
        if (names.length >= 2) {
            return new Found(existing(names[0], names[1]), null);
        }
        return bySubmission(names.length == 1 ? names[0] : "");
    }

    /**
     * The status of the drop; empty until there is one.
     *
     * @throws CliException when it was named by its id and is forgotten, and its place has the status of another
     */
    public Optional<DropStatus> status(Found drop) {
        @Nullable DropTrigger file = drop.file();
        Optional<DropStatus> posted = file == null ? statuses.readFolder(drop.folder()) : statuses.readFile(file);
        @Nullable SubmissionId named = drop.submission();
        if (named == null || posted.filter(isOf(named)).isPresent()) {
            return posted;
        }
        return Optional.of(served.status(named).orElseThrow(() -> forgotten(named)));
    }

    private static CliException forgotten(SubmissionId submission) {
        String rest = submission.isRolling()
                ? "; its files have statuses of their own"
                : ". './dropbatch download " + submission + "' fetches its results if they are still there";
        return new CliException("nothing tells any more how '" + submission + "' stands" + rest);
    }

    private static Predicate<DropStatus> isOf(SubmissionId submission) {
        return status -> status.submission().equals(submission);
    }

    /** Whether anything in the folder can start the work. */
    public boolean hasTrigger(Found drop) {
        return drop.submission() != null
                || drop.file() != null
                || Arrays.stream(DropTrigger.Kind.values())
                        .anyMatch(kind ->
                                inbox.facts(drop.folder() + "/" + kind.file()).isPresent());
    }

    /** A file that is a drop by itself has a status with its own name in it. */
    private Optional<DropTrigger> fileNamed(String path) {
        if (path.indexOf('/') < 1) {
            return Optional.empty();
        }
        DropTrigger file = new DropTrigger(inbox.container(), path, "", Instant.EPOCH);
        return file.completesDrop() || statuses.readFile(file).isEmpty() ? Optional.empty() : Optional.of(file);
    }

    private String existing(String workload, String drop) {
        String folder = workload + "/" + drop;
        if (statuses.readFolder(folder).isEmpty() && isEmpty(folder)) {
            throw CliException.wrongUse("there is no drop '" + folder + "'" + others(workload, drop));
        }
        return folder;
    }

    private boolean isEmpty(String folder) {
        try (Stream<BlobDetails> blobs = inbox.list(folder + "/")) {
            return blobs.findFirst().isEmpty();
        }
    }

    private Found bySubmission(String written) {
        if (!SubmissionId.isLegal(written)) {
            throw CliException.wrongUse(
                    "'" + written + "' is no drop: give WORKLOAD/DROP, or the submission as 'submit'" + " printed it"
                            + (WorkloadName.isLegal(written) ? others(written, "") : ""));
        }
        SubmissionId submission = new SubmissionId(written);
        String workload = submission.workload().value();
        return (submission.isRolling() ? sharedJob(submission) : drop(submission))
                .or(() -> served.life(submission).map(this::found))
                .orElseThrow(() ->
                        CliException.wrongUse("there is no submission '" + submission + "'" + others(workload, "")));
    }

    /** The last of the jobs that files of a workload share has its status in the workload's folder. */
    private Optional<Found> sharedJob(SubmissionId submission) {
        String workload = submission.workload().value();
        return isAbout(workload, submission) ? Optional.of(new Found(workload, submission)) : Optional.empty();
    }

    private Optional<Found> drop(SubmissionId submission) {
        String workload = submission.workload().value();
        return outputs.read(OutputLayout.manifest(submission))
                .map(blob -> ModelJson.read(blob.bytes(), ResultManifest.class))
                .map(manifest -> found(manifest.trigger(), submission))
                .or(() -> inbox.folders(workload + "/").parallelStream()
                        .map(drop -> workload + "/" + drop)
                        .filter(folder -> isAbout(folder, submission))
                        .findAny()
                        .map(folder -> new Found(folder, submission)));
    }

    private Found found(DropLife life) {
        SubmissionId submission = life.status().submission();
        return life.kind() == DropKind.FILE
                ? Found.file(new DropTrigger(inbox.container(), life.drop(), "", Instant.EPOCH), submission)
                : new Found(life.drop(), submission);
    }

    private static Found found(DropTrigger trigger, SubmissionId submission) {
        return trigger.completesDrop()
                ? new Found(withoutSlash(trigger.prefix()), submission)
                : Found.file(trigger, submission);
    }

    private boolean isAbout(String folder, SubmissionId submission) {
        return statuses.readFolder(folder).filter(isOf(submission)).isPresent();
    }

    private static String withoutSlash(String prefix) {
        return prefix.substring(0, prefix.length() - 1);
    }

    /** The drop that may have been meant, else the latest of the workload. */
    private String others(String workload, String drop) {
        List<String> drops = inbox.folders(workload + "/");
        if (drops.isEmpty()) {
            return ": nothing was dropped for '" + workload + "'" + SimilarName.hint(workload, inbox.folders(""));
        }
        String meant = drop.isEmpty() ? "" : SimilarName.hint(drop, drops);
        return meant.isEmpty() ? ": the latest of '" + workload + "' are " + latest(workload, drops) : meant;
    }

    private String latest(String workload, List<String> drops) {
        return String.join(
                ", ",
                drops.subList(Math.max(0, drops.size() - MOST_LOOKED_AT), drops.size()).parallelStream()
                        .map(drop -> new Seen(drop, lastSeen(workload + "/" + drop)))
                        .sorted(Comparator.comparing(Seen::at).reversed())
                        .limit(MOST_NAMED)
                        .map(Seen::drop)
                        .toList());
    }

    private record Seen(String drop, Instant at) {}

    private Instant lastSeen(String folder) {
        return inbox.facts(folder + "/" + InboxLayout.STATUS_PREFIX + ".json")
                .map(BlobDetails::lastModified)
                .orElse(Instant.MIN);
    }
}
