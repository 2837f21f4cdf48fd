package io.dropbatch.cli.client;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.TerminalWriter;
import io.dropbatch.model.id.SubmissionId;
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
        footer = {"", "Example:", "  dropbatch download monte-carlo-abcdefghijklmnopqrst --to results"})
final class DownloadCommand implements Callable<Integer> {

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Parameters(index = "0", paramLabel = "SUBMISSION", description = "As 'submit' printed it.")
    private String submission = "";

    @Option(names = "--to", paramLabel = "FOLDER", description = "Where to (default: dropbatch-results/<submission>).")
    private @Nullable Path folder;

    @Option(names = "--all", description = "Outputs of all levels, not only the result.")
    private boolean all;

    @Override
    public Integer call() {
        AccountContainers account = AccountContainers.connect(ClientSettings.load(System.getenv(), home.folder()));
        SubmissionId id = submission(submission);
        Path target = folder == null ? Path.of("dropbatch-results", id.value()) : folder;
        fetch(account, TerminalWriter.standard(), id, target, all);
        return 0;
    }

    static SubmissionId submission(String text) {
        try {
            return new SubmissionId(text);
        } catch (IllegalArgumentException e) {
            throw new CliException("that is not a submission: give the id that 'submit' printed", e);
        }
    }

    static void fetch(
            AccountContainers account, TerminalWriter terminal, SubmissionId submission, Path folder, boolean all) {
        PackageDownload download = new PackageDownload(account.outputs());
        ResultManifest manifest = download.manifest(submission);
        List<ManifestOutput> wanted = all ? manifest.outputs() : PackageDownload.result(manifest);
        download.fetch(wanted, folder, terminal.progress("download", wanted.size()));
        terminal.keep();
        terminal.line("fetched and checked " + wanted.size() + " files into " + folder);
        if (manifest.failure() != null) {
            throw new CliException(
                    "this result is not complete: " + manifest.failure().code().value() + ": "
                            + manifest.failure().message());
        }
    }
}
