package io.dropbatch.cli.workload;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.document.DocumentProblem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dropbatch workload validate}. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Check workload files: every mistake with its line and the nearest key.",
        footer = {
            "",
            "Examples:",
            "  dropbatch workload validate my-render",
            "  dropbatch workload validate workloads/*/ other/nightly.yaml --json",
            "",
            "A folder holds workload.yaml and is called as the workload; any other file is called as it, too. Nothing is"
                    + " uploaded.",
            "",
            "Exit status: 0 all are valid, 1 one is not, 2 wrong use."
        })
final class WorkloadValidateCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A workload's file (YAML or JSON) or its folder.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "Print one line of JSON for each file.")
    private boolean json;

    /** One line of {@code --json}. */
    record Verdict(String file, boolean valid, List<DocumentProblem> problems) {}

    @Override
    public Integer call() {
        boolean valid = true;
        for (WorkloadFile file : files.stream().map(WorkloadFile::find).toList()) {
            List<DocumentProblem> problems = file.problems();
            valid &= problems.isEmpty();
            print(file, problems);
        }
        return valid ? 0 : 1;
    }

    private void print(WorkloadFile file, List<DocumentProblem> problems) {
        if (json) {
            Verdict verdict = new Verdict(file.file().toString(), problems.isEmpty(), problems);
            System.out.println(new String(ModelJson.write(verdict), StandardCharsets.UTF_8));
            return;
        }
        problems.forEach(problem -> System.out.println(file.line(problem)));
        if (problems.isEmpty()) {
            System.out.println(file.file() + ": valid");
        }
    }
}
