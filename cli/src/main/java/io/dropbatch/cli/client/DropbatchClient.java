package io.dropbatch.cli.client;

import io.dropbatch.cli.client.watch.StatusReader;
import io.dropbatch.cli.client.watch.SubmissionWatch;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.ProgressDisplay;
import io.dropbatch.cli.console.ReadableNumbers;
import io.dropbatch.cli.console.TerminalWriter;
import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.workload.StartCondition;
import io.dropbatch.model.workload.Workload;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a user can do with a running Dropbatch. */
public final class DropbatchClient {

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
        DropFolder files = DropFolder.scan(folder);
        return drop(workload, name, files, parameters);
    }

    DropTrigger drop(WorkloadName workload, String name, DropFolder files, Map<String, String> parameters) {
        ProgressDisplay progress = terminal.progress("upload", files.inputs().size());
        DropTrigger trigger = new DropUpload(account.inbox(), clock)
                .upload(workload, name, files, startOf(workload), parameters, progress);
        terminal.keep();
        terminal.line("dropped " + files.inputs().size() + " files (" + ReadableNumbers.bytes(files.bytes()) + ") as "
                + trigger.prefix() + "  submission " + trigger.submission());
        return trigger;
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

    /** Several drops, watched together until each has an outcome. */
    public List<DropStatus> watchAll(List<DropTrigger> triggers, Duration limit) {
        return new SubmissionWatch(terminal, clock).untilAllFinal(triggers, this::status, limit);
    }

    private StartCondition.On startOf(WorkloadName workload) {
        return account.workloads()
                .read(workload + ".yaml")
                .map(blob -> WorkloadReader.startOf(blob.bytes()))
                .orElseThrow(() -> new CliException("there is no workload '" + workload
                        + "': publish it first with './dropbatch publish <folder>'"));
    }
}
