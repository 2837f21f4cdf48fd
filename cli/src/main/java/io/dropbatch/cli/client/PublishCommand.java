package io.dropbatch.cli.client;

import io.dropbatch.cli.Home;
import io.dropbatch.cli.console.Terminal;
import io.dropbatch.model.workload.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dropbatch publish}. */
@Command(
        name = "publish",
        description = "Check a workload and put it, with its application, where drops find it.",
        footer = {"", "Example:", "  dropbatch publish workloads/monte-carlo"})
final class PublishCommand implements Callable<Integer> {

    @Mixin
    private final Home home = new Home();

    @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "A folder with workload.yaml and application/.")
    private List<Path> folders = List.of();

    @Override
    public Integer call() {
        Account account = Account.connect(Settings.load(System.getenv(), home.folder()));
        Publish publish = new Publish(account);
        for (Path folder : folders) {
            Workload workload = publish.publish(folder);
            Terminal.standard()
                    .line("published " + workload.name()
                            + (workload.application() == null ? "" : " with application " + workload.application()));
        }
        return 0;
    }
}
