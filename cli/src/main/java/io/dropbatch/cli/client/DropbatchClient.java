package io.dropbatch.cli.client;

import io.dropbatch.cli.client.drop.DropClaim;
import io.dropbatch.cli.client.drop.DropFolder;
import io.dropbatch.cli.client.drop.DropName;
import io.dropbatch.cli.client.drop.DropPlan;
import io.dropbatch.cli.client.drop.DropPlanner;
import io.dropbatch.cli.client.drop.DropUpload;
import io.dropbatch.cli.client.drop.FileUpload;
import io.dropbatch.cli.client.drop.FolderScan;
import io.dropbatch.cli.client.watch.FileWatch;
import io.dropbatch.cli.client.watch.StatusReader;
import io.dropbatch.cli.client.watch.SubmissionWatch;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.InterruptNotice;
import io.dropbatch.cli.console.ReadableNumbers;
import io.dropbatch.cli.console.TerminalWriter;
import io.dropbatch.codec.document.NearestName;
import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.codec.workload.WorkloadReading;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.workload.StartCondition;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.store.BlobDetails;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a user can do with a running Dropbatch. */
public final class DropbatchClient {

    private static final int MOST_OF_A_SECOND = 100;
    private static final String WORKLOAD_FILE = ".yaml";

    private final AccountContainers account;
    private final TerminalWriter terminal;
    private final Clock clock;

    public DropbatchClient(ClientSettings settings, TerminalWriter terminal, Clock clock) {
        this.account = AccountContainers.connect(settings);
        this.terminal = terminal;
        this.clock = clock;
    }

    /** Checks a workload's folder and uploads workload and application. */
    public Workload publish(Path folder) {
        return new WorkloadPublisher(account).publish(folder);
    }

    /**
     * Uploads a folder's files, then the trigger.
     *
     * @param name of the drop
     */
    public DropTrigger drop(WorkloadName workload, String name, Path folder, Map<String, String> parameters) {
        return drop(workload, name, new DropSource(folder, false), parameters);
    }

    /**
     * A folder that is to be dropped.
     *
     * @param followAnywhere whether links that lead out of it are followed
     */
    record DropSource(Path folder, boolean followAnywhere) {}

    /** @param name of the drop; null for one that is free */
    DropTrigger drop(WorkloadName workload, @Nullable String name, DropSource source, Map<String, String> parameters) {
        DropPlan plan = DropPlanner.plan(
                FolderScan.of(source.folder(), source.followAnywhere()), published(workload), parameters);
        plan.notes().forEach(terminal::line);
        DropTrigger trigger;
        try (DropClaim claim = claim(workload, name, source.folder());
                InterruptNotice notice = InterruptNotice.of(
                        System.err,
                        "nothing was started: the upload to " + claim.prefix() + " was cut off before its trigger")) {
            trigger = new DropUpload(account.inbox(), clock)
                    .upload(
                            claim.prefix(),
                            plan,
                            () -> FolderScan.of(source.folder(), source.followAnywhere()),
                            terminal.progress("upload", plan.files().size()));
        }
        terminal.keep();
        terminal.line("dropped " + plan.files().size() + (plan.files().size() == 1 ? " file (" : " files (")
                + ReadableNumbers.bytes(plan.bytes()) + ") as " + trigger.prefix() + "  submission "
                + trigger.submission());
        return trigger;
    }

    /** Whether every file is a drop by itself. */
    boolean startsOnEachFile(WorkloadName workload) {
        return published(workload).start().on() == StartCondition.On.EACH_FILE;
    }

    /**
     * Uploads the files of a folder that the workload processes, each a drop by itself.
     *
     * @param name of the folder in the inbox; null for one that is free
     */
    List<DropTrigger> dropFiles(WorkloadName workload, @Nullable String name, DropSource source) {
        Workload published = published(workload);
        DropFolder folder = FolderScan.of(source.folder(), source.followAnywhere());
        List<DropTrigger> uploaded;
        try (DropClaim claim = claim(workload, name, source.folder())) {
            String below = claim.prefix().substring(workload.value().length() + 1);
            List<DropFolder.LocalFile> files = FileUpload.selected(folder, published, below);
            int others = folder.files().size() - files.size();
            if (others > 0) {
                terminal.line("left out, since the workload does not process them: " + others
                        + (others == 1 ? " file" : " files"));
            }
            uploaded = new FileUpload(account.inbox(), clock)
                    .upload(claim.prefix(), files, terminal.progress("upload", files.size()));
            terminal.keep();
            terminal.line("dropped " + uploaded.size() + (uploaded.size() == 1 ? " file" : " files") + " into "
                    + claim.prefix() + "  each has a status and a result of its own");
        }
        return uploaded;
    }

    /** Several files, watched together until each has an outcome. */
    List<DropStatus> watchFiles(List<DropTrigger> files, Duration limit) {
        return new FileWatch(terminal, clock).untilAllFinal(files, this::status, limit);
    }

    private DropClaim claim(WorkloadName workload, @Nullable String name, Path folder) {
        if (name != null) {
            String prefix = workload + "/" + name + "/";
            return DropClaim.take(account.inbox(), prefix)
                    .orElseThrow(
                            () -> CliException.wrongUse(
                                    "the drop " + workload + "/" + name
                                            + " exists already, nothing was uploaded: give another --name, or none for one that is free"));
        }
        String derived = DropName.derived(folder, LocalDateTime.now(ZoneId.systemDefault()));
        return IntStream.rangeClosed(1, MOST_OF_A_SECOND)
                .mapToObj(number -> workload + "/" + derived + (number == 1 ? "" : "-" + number) + "/")
                .map(prefix -> DropClaim.take(account.inbox(), prefix))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new CliException("no name is free: give one by --name"));
    }

    /** The status of this drop; empty until there is one. */
    public Optional<DropStatus> status(DropTrigger trigger) {
        return new StatusReader(account.inbox()).read(trigger);
    }

    /**
     * Fetches a result and checks every file.
     *
     * @throws CliException when a file is not what the manifest says, or the result is not complete
     */
    public void download(SubmissionId submission, Path folder) {
        DownloadCommand.fetch(account, terminal, submission, folder, false);
    }

    /** The results of files that are drops by themselves, each in a folder with the file's own path below the one that was dropped. */
    void downloadFiles(List<DropTrigger> files, Path folder) {
        for (DropTrigger file : files) {
            String belowWorkload = file.path().substring(file.path().indexOf('/') + 1);
            download(file.submission(), folder.resolve(belowWorkload.substring(belowWorkload.indexOf('/') + 1)));
        }
    }

    /** Several drops, watched together until each has an outcome. */
    public List<DropStatus> watchAll(List<DropTrigger> triggers, Duration limit) {
        return new SubmissionWatch(terminal, clock).untilAllFinal(triggers, this::status, limit);
    }

    /** @throws CliException when there is none of this name, or it cannot be used */
    Workload published(WorkloadName name) {
        byte[] yaml = account.workloads()
                .read(name + WORKLOAD_FILE)
                .orElseThrow(() -> noWorkload(name.value()))
                .bytes();
        return switch (WorkloadReader.read(yaml, name)) {
            case WorkloadReading.Valid valid -> valid.workload();
            case WorkloadReading.Invalid invalid ->
                throw CliException.wrongUse("the workload '" + name + "' cannot be used as it was published: "
                        + invalid.describe() + "; mend it and publish it again");
        };
    }

    /** There is none of this name. */
    CliException noWorkload(String name) {
        try (Stream<BlobDetails> blobs = account.workloads().list("")) {
            List<String> known = blobs.map(BlobDetails::path)
                    .filter(path -> path.endsWith(WORKLOAD_FILE))
                    .map(path -> path.substring(0, path.length() - WORKLOAD_FILE.length()))
                    .toList();
            String hint = known.isEmpty() ? ": none is published yet" : NearestName.hint(name, known);
            return CliException.wrongUse("there is no workload '" + name + "'" + hint
                    + (hint.endsWith("?") ? "" : "; './dropbatch publish FOLDER' publishes one"));
        }
    }
}
