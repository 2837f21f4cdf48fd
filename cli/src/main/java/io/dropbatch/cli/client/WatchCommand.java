package io.dropbatch.cli.client;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.client.watch.StatusReader;
import io.dropbatch.cli.client.watch.SubmissionWatch;
import io.dropbatch.cli.console.TerminalWriter;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.State;
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
        footer = {"", "Example:", "  dropbatch watch monte-carlo/today"})
final class WatchCommand implements Callable<Integer> {

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Parameters(index = "0", paramLabel = "WORKLOAD/DROP", description = "The drop's folder in the inbox.")
    private String drop = "";

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to watch (default: ${DEFAULT-VALUE}).")
    private long timeout = 86_400;

    @Option(names = "--json", description = "Print the final status as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        AccountContainers account = AccountContainers.connect(ClientSettings.load(System.getenv(), home.folder()));
        String folder = drop.endsWith("/") ? drop.substring(0, drop.length() - 1) : drop;
        StatusReader statuses = new StatusReader(account.inbox());
        TerminalWriter terminal = json ? new TerminalWriter(System.err, false) : TerminalWriter.standard();
        DropStatus last = new SubmissionWatch(terminal, Clock.systemUTC())
                .untilFinal(() -> statuses.readFolder(folder), Duration.ofSeconds(timeout));
        if (json) {
            System.out.println(new String(ModelJson.write(last), StandardCharsets.UTF_8));
        }
        return last.state() == State.READY ? 0 : 1;
    }
}
