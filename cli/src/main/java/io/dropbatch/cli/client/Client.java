package io.dropbatch.cli.client;

import io.dropbatch.cli.client.watch.StatusReader;
import io.dropbatch.cli.client.watch.Watch;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.Progress;
import io.dropbatch.cli.console.Terminal;
import io.dropbatch.cli.console.Words;
import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.model.drop.Trigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.workload.Start;
import io.dropbatch.model.workload.Workload;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a user can do with a running Dropbatch. */
public final class Client {

    private final Account account;
    private final Terminal terminal;
    private final Clock clock;

    public Client(Settings settings, Terminal terminal, Clock clock) {
        this.account = Account.connect(settings);
        this.terminal = terminal;
        this.clock = clock;
    }

    /** Checks a workload's folder and uploads workload and application. */
    public Workload publish(Path folder) {
        return new Publish(account).publish(folder);
    }

    /**
     * Uploads a folder's files, then the trigger.
     *
     * @param name of the drop
     */
    public Trigger drop(WorkloadName workload, String name, Path folder, Map<String, String> parameters) {
        DropFolder files = DropFolder.scan(folder);
        return drop(workload, name, files, parameters);
    }

    Trigger drop(WorkloadName workload, String name, DropFolder files, Map<String, String> parameters) {
        Progress progress = terminal.progress("upload", files.inputs().size());
        Trigger trigger =
                new Drop(account.inbox(), clock).upload(workload, name, files, startOf(workload), parameters, progress);
        terminal.keep();
        terminal.line("dropped " + files.inputs().size() + " files (" + Words.bytes(files.bytes()) + ") as "
                + trigger.prefix() + "  submission " + trigger.submission());
        return trigger;
    }

    /** The account of this very drop; empty until it was seen. */
    public Optional<DropStatus> status(Trigger trigger) {
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
    public List<DropStatus> watchAll(List<Trigger> triggers, Duration limit) {
        return new Watch(terminal, clock).untilAllFinal(triggers, this::status, limit);
    }

    private Start.On startOf(WorkloadName workload) {
        return account.workloads()
                .read(workload + ".yaml")
                .map(blob -> WorkloadReader.startOf(blob.bytes()))
                .orElseThrow(() -> new CliException("there is no workload '" + workload
                        + "': publish it first with './dropbatch publish <folder>'"));
    }
}
