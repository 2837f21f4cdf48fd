package io.dropbatch.cli;

import io.dropbatch.cli.client.ClientCommands;
import io.dropbatch.cli.client.event.EventCommands;
import io.dropbatch.cli.client.find.FindCommands;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.deadletter.DeadLettersCommand;
import io.dropbatch.cli.demo.DemoCommand;
import io.dropbatch.cli.doctor.DoctorCommand;
import io.dropbatch.cli.ping.PingCommand;
import io.dropbatch.cli.stack.StackCommands;
import io.dropbatch.cli.workload.WorkloadCommands;
import io.dropbatch.codec.document.NearestName;
import io.dropbatch.model.text.Redaction;
import io.dropbatch.store.StoreException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

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
        System.exit(commandLine(arguments).execute(arguments));
    }

    /**
     * Registers the command that is asked for, or all commands if none is. Picocli reads each command's options by
     * reflection, which for all of them is a fifth of a start.
     */
    static CommandLine commandLine(String... arguments) {
        CommandLine commandLine = new CommandLine(new Main());
        Map<String, Supplier<Object>> commands = commands();
        Supplier<Object> asked = arguments.length > 0 ? commands.get(arguments[0]) : null;
        Collection<Supplier<Object>> known = asked == null ? commands.values() : List.of(asked);
        known.forEach(command -> commandLine.addSubcommand(command.get()));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((problem, command, parsed) -> report(problem, command));
        CommandLine.IParameterExceptionHandler usual = commandLine.getParameterExceptionHandler();
        commandLine.setParameterExceptionHandler((problem, words) ->
                isUnknownCommand(problem) ? proposeCommand(problem) : usual.handleParseException(problem, words));
        commandLine
                .getSubcommands()
                .values()
                .forEach(sub -> sub.getCommandSpec().mixinStandardHelpOptions(true));
        return commandLine;
    }

    static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>(StackCommands.all());
        commands.putAll(WorkloadCommands.all());
        commands.putAll(ClientCommands.all());
        commands.putAll(EventCommands.all());
        commands.putAll(FindCommands.all());
        commands.putAll(DeadLettersCommand.all());
        commands.put("doctor", DoctorCommand::new);
        commands.put("ping", PingCommand::new);
        commands.put("demo", DemoCommand::new);
        return commands;
    }

    private static boolean isUnknownCommand(ParameterException problem) {
        return problem instanceof UnmatchedArgumentException unmatched
                && unmatched.getCommandLine().getParent() == null
                && !unmatched.isUnknownOption();
    }

    /** By distance, since picocli's own likeness of letters proposes resume for sumbit. */
    private static int proposeCommand(ParameterException problem) {
        String written = ((UnmatchedArgumentException) problem).getUnmatched().getFirst();
        CommandLine command = problem.getCommandLine();
        command.getErr()
                .println("dropbatch: unknown command '" + Redaction.of(written) + "'"
                        + NearestName.hint(written, commands().keySet()));
        command.getErr().flush();
        return CommandLine.ExitCode.USAGE;
    }

    /**
     * Prints one line for an error that the user can correct; anything else is our bug and is printed with its stack
     * trace.
     */
    private static int report(Exception problem, CommandLine command) throws Exception {
        boolean expected = problem instanceof CliException
                || problem instanceof StoreException
                || problem instanceof UncheckedIOException;
        if (!expected) {
            throw problem;
        }
        command.getErr().println("dropbatch: " + Redaction.of(String.valueOf(problem.getMessage())));
        command.getErr().flush();
        return problem instanceof CliException wrong ? wrong.exitCode() : 1;
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
