package io.dropbatch.cli.client;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.client.find.ServedSubmissions;
import io.dropbatch.cli.client.watch.DropLookup;
import io.dropbatch.cli.client.watch.SubmissionWatch;
import io.dropbatch.cli.console.InterruptNotice;
import io.dropbatch.cli.console.TerminalWriter;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.result.DropStatus;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dropbatch watch}. */
@Command(
        name = "watch",
        description = "Show a drop's progress until its outcome.",
        footer = {
            "",
            "Examples:",
            "  dropbatch watch monte-carlo/today",
            "  dropbatch watch monte-carlo-abcdefghijklmnopqrst --json",
            "  dropbatch watch thumbnails/2026/cat.jpg      a file that is a drop by itself",
            "",
            "Ctrl-C ends the watching only. Exit status: 0 ready, 1 rejected or failed, 2 wrong use,"
                    + " 3 ready without tasks that the workload can do without."
        })
final class WatchCommand implements Callable<Integer> {

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Parameters(
            index = "0",
            paramLabel = "DROP",
            description = "WORKLOAD/DROP, or the submission that 'submit' printed.")
    private String drop = "";

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to watch (default: ${DEFAULT-VALUE}).")
    private long timeout = 86_400;

    @Option(names = "--json", description = "Print the final status as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        ClientSettings settings = ClientSettings.load(System.getenv(), home.folder());
        AccountContainers account = AccountContainers.connect(settings);
        try (ServedSubmissions served = new ServedSubmissions(settings)) {
            return watch(new DropLookup(account.inbox(), account.outputs(), served));
        }
    }

    private int watch(DropLookup lookup) {
        DropLookup.Found found = lookup.find(drop);
        TerminalWriter terminal = json ? new TerminalWriter(System.err, false) : TerminalWriter.standard();
        if (lookup.status(found).isEmpty() && !lookup.hasTrigger(found)) {
            terminal.line("  " + found.folder() + " has no trigger yet: it starts when _READY, job.yaml or job.json"
                    + " comes");
        }
        DropStatus last;
        try (InterruptNotice notice = SubmitCommand.workGoesOn(found.name())) {
            last = new SubmissionWatch(terminal, Clock.systemUTC())
                    .untilFinal(() -> lookup.status(found), Duration.ofSeconds(timeout));
        }
        if (json) {
            System.out.println(new String(ModelJson.write(last), StandardCharsets.UTF_8));
        }
        return DropOutcome.of(last).exitCode();
    }
}
