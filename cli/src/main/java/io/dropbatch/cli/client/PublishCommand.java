package io.dropbatch.cli.client;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.console.TerminalWriter;
import io.dropbatch.model.id.ApplicationRef;
import io.dropbatch.model.workload.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dropbatch publish}. */
@Command(
        name = "publish",
        description = "Check a workload and put it, with its application, where drops find it.",
        footer = {
            "",
            "Examples:",
            "  dropbatch publish workloads/monte-carlo",
            "  dropbatch publish workloads/*/",
            "",
            "The folder is called as the workload. A mistake in workload.yaml is told by its line; nothing is uploaded"
                    + " then."
        })
final class PublishCommand implements Callable<Integer> {

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "A folder with workload.yaml and application/.")
    private List<Path> folders = List.of();

    @Override
    public Integer call() {
        AccountContainers account = AccountContainers.connect(ClientSettings.load(System.getenv(), home.folder()));
        WorkloadPublisher workloadPublisher = new WorkloadPublisher(account);
        for (Path folder : folders) {
            Workload workload = workloadPublisher.publish(folder);
            TerminalWriter.standard().line("published " + workload.name() + application(workload.application()));
        }
        return 0;
    }

    private static String application(@Nullable ApplicationRef application) {
        if (application == null) {
            return "";
        }
        return application.packaged()
                ? "; its application is the package " + application
                        + " of the Batch account, which is not published from here"
                : " with application " + application;
    }
}
