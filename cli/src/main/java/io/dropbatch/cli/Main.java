package io.dropbatch.cli;

import io.dropbatch.cli.client.CliException;
import io.dropbatch.cli.client.ClientCommands;
import io.dropbatch.cli.demo.DemoCommand;
import io.dropbatch.cli.stack.StackCommands;
import io.dropbatch.store.StoreException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code dropbatch} command. */
@Command(
        name = "dropbatch",
        mixinStandardHelpOptions = true,
        description = "Drop files, get verified results: Azure Batch driven by a storage container.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "First steps:",
            "  dropbatch demo                                   see it work, start to end",
            "  dropbatch up                                     keep it running on this machine",
            "  dropbatch submit monte-carlo my-folder --watch   drop a folder and watch"
        })
public final class Main implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private Main() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0) {
            ClientCommands.rehearse(arguments[0]);
        }
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        StackCommands.all().forEach(commandLine::addSubcommand);
        ClientCommands.all().forEach(commandLine::addSubcommand);
        commandLine.addSubcommand(new DemoCommand());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((problem, command, parsed) -> report(problem, command));
        commandLine
                .getSubcommands()
                .values()
                .forEach(sub -> sub.getCommandSpec().mixinStandardHelpOptions(true));
        return commandLine;
    }

    /** What the user can put right is said in one line; anything else is our bug and comes with its trace. */
    private static int report(Exception problem, CommandLine command) throws Exception {
        boolean expected = problem instanceof CliException
                || problem instanceof StoreException
                || problem instanceof UncheckedIOException;
        if (!expected) {
            throw problem;
        }
        command.getErr().println("dropbatch: " + problem.getMessage());
        command.getErr().flush();
        return 1;
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
