package io.dropbatch.cli.workload;

import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.TextLines;
import io.dropbatch.model.id.WorkloadName;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dropbatch workload init}. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Start a new workload from a ready-made one, or list those.",
        footer = {
            "",
            "Examples:",
            "  dropbatch workload init                         list them",
            "  dropbatch workload init render                  into the new folder 'render'",
            "  dropbatch workload init word-count ../my-words  into a folder of another name",
            "",
            "The workload is called as the folder, which must not be there yet. It holds workload.yaml, sample data and a"
                    + " README.md with the next three commands.",
            "",
            "Exit status: 0 written, 1 it could not be written, 2 wrong use (nothing was written)."
        })
final class WorkloadInitCommand implements Callable<Integer> {

    private static final int WIDTH = 80;

    @Parameters(index = "0", arity = "0..1", paramLabel = "KIND", description = "The one to start from.")
    private @Nullable String kind;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "The folder to make (default: called as the kind).")
    private @Nullable Path folder;

    @Override
    public Integer call() {
        if (kind == null) {
            list();
            return 0;
        }
        ReadyMadeWorkload from = ReadyMadeWorkload.named(kind);
        Path target = folder == null ? Path.of(from.kind()) : folder.normalize();
        WorkloadName name = name(target);
        new WorkloadStarter(from, target, name).start();
        System.out.println("started " + target + " from " + from.kind() + ". Next:");
        System.out.println("  ./dropbatch workload test " + WorkloadStarter.shown(target));
        System.out.println("  ./dropbatch publish " + WorkloadStarter.shown(target));
        System.out.println(
                "  ./dropbatch submit " + name + " " + WorkloadStarter.shown(target.resolve("drop")) + " --watch");
        return 0;
    }

    private static WorkloadName name(Path target) {
        Path last = target.toAbsolutePath().normalize().getFileName();
        String text = last == null ? "" : last.toString();
        return WorkloadName.parse(text)
                .orElseThrow(() -> CliException.wrongUse("nothing was written: the folder is called as the workload,"
                        + " 1-30 of a-z, 0-9 and '-', not '" + text.replaceAll("\\p{Cntrl}", "?") + "'"));
    }

    private static void list() {
        List<ReadyMadeWorkload> all = ReadyMadeWorkload.all();
        int column = all.stream()
                        .mapToInt(workload -> workload.kind().length())
                        .max()
                        .orElse(0)
                + 2;
        for (ReadyMadeWorkload workload : all) {
            List<String> lines = TextLines.wrapped(workload.summary(), WIDTH - column);
            String label = workload.kind();
            for (String line : lines) {
                System.out.println(label + " ".repeat(column - label.length()) + line);
                label = "";
            }
        }
        System.out.println();
        System.out.println("'./dropbatch workload init KIND FOLDER' starts from one of them.");
    }
}
