package io.dropbatch.cli.client;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.client.watch.DropLookup;
import io.dropbatch.cli.client.watch.LeftOutFiles;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.ReadableNumbers;
import io.dropbatch.cli.console.TerminalWriter;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.PackageOutcome;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dropbatch download}. */
@Command(
        name = "download",
        description = "Fetch a submission's results and check each file against the manifest.",
        footer = {
            "",
            "Examples:",
            "  dropbatch download monte-carlo/today --to results",
            "  dropbatch download monte-carlo-abcdefghijklmnopqrst --all",
            "  dropbatch download monte-carlo/today --logs",
            "",
            "Exit status: 0 everything is there, 1 the job failed, 3 tasks that the workload can do without are missing."
        })
final class DownloadCommand implements Callable<Integer> {

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Parameters(
            index = "0",
            paramLabel = "DROP",
            description = "WORKLOAD/DROP, or the submission that 'submit' printed.")
    private String drop = "";

    @Option(names = "--to", paramLabel = "FOLDER", description = "Where to (default: dropbatch-results/<submission>).")
    private @Nullable Path folder;

    @Option(names = "--all", description = "Outputs of all levels, not only the result.")
    private boolean all;

    @Option(names = "--logs", description = "The logs of the tasks that failed, in folders named by their inputs.")
    private boolean logs;

    @Override
    public Integer call() {
        AccountContainers account = AccountContainers.connect(ClientSettings.load(System.getenv(), home.folder()));
        SubmissionId id = submission(account, drop);
        Path target = folder == null ? Path.of("dropbatch-results", id.value()) : folder;
        TerminalWriter terminal = TerminalWriter.standard();
        return logs
                ? fetchLogs(account, terminal, id, target.resolve("logs"))
                : fetch(account, terminal, id, target, all).exitCode();
    }

    private static SubmissionId submission(AccountContainers account, String written) {
        if (SubmissionId.isLegal(written)) {
            return new SubmissionId(written);
        }
        DropLookup lookup = new DropLookup(account.inbox(), account.outputs());
        DropLookup.Found found = lookup.find(written);
        return lookup.status(found)
                .filter(status -> status.state().isFinal())
                .map(status -> packaged(found, status))
                .orElseThrow(() -> new CliException(found.folder() + " has no results yet: './dropbatch watch "
                        + found.folder() + "' shows how far it is"));
    }

    private static SubmissionId packaged(DropLookup.Found found, DropStatus status) {
        if (status.state() == DropStatus.State.REJECTED) {
            throw new CliException(found.folder() + " was rejected, so there are no results: " + status.message());
        }
        return status.submission();
    }

    private static int fetchLogs(
            AccountContainers account, TerminalWriter terminal, SubmissionId submission, Path folder) {
        PackageDownload download = new PackageDownload(account.outputs());
        int files = download.fetchLogs(download.manifest(submission).missingTasks(), folder);
        terminal.line(
                files == 0 ? "no task that failed has left a log" : "fetched " + files + " log files into " + folder);
        return 0;
    }

    /** @throws CliException when the job failed, after what there is was fetched */
    static DropOutcome fetch(
            AccountContainers account, TerminalWriter terminal, SubmissionId submission, Path folder, boolean all) {
        PackageDownload download = new PackageDownload(account.outputs());
        ResultManifest manifest = download.manifest(submission);
        List<ManifestOutput> wanted = all ? manifest.outputs() : PackageDownload.result(manifest);
        download.fetch(wanted, folder, terminal.progress("download", wanted.size()));
        terminal.keep();
        terminal.line("fetched and checked " + wanted.size() + " files into " + folder);
        LeftOutFiles.lines(manifest.notes(), manifest.ignored(), manifest.lateInputs())
                .forEach(terminal::line);
        return judge(terminal, manifest);
    }

    private static DropOutcome judge(TerminalWriter terminal, ResultManifest manifest) {
        Failure failure = manifest.failure();
        if (failure == null) {
            return DropOutcome.READY;
        }
        String words = "this result is not complete: " + failure.code().value() + ": " + failure.message();
        if (manifest.outcome() == PackageOutcome.FAILED) {
            throw new CliException(words);
        }
        terminal.line(ReadableNumbers.printable(words));
        return DropOutcome.PARTIAL;
    }
}
