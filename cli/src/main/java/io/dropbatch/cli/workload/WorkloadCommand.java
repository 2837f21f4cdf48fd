package io.dropbatch.cli.workload;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code dropbatch workload}, which holds the others. */
@Command(
        name = "workload",
        description = "Write a workload: start from a ready-made one, check it, try one task.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            WorkloadInitCommand.class,
            WorkloadValidateCommand.class,
            WorkloadTestCommand.class,
            WorkloadSchemaCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  dropbatch workload init                      list what to start from",
            "  dropbatch workload init render my-render     start from one",
            "  dropbatch workload validate my-render        check it",
            "  dropbatch workload test my-render            run one task on this machine",
            "",
            "None of them needs a running system."
        })
final class WorkloadCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
