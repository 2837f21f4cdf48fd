package io.dropbatch.cli.workload;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code dropbatch workload schema}. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Print the JSON Schema of workload files, by which editors help.",
        footer = {
            "",
            "Example:",
            "  dropbatch workload schema > my-render/workload.schema.json",
            "",
            "This line at the top of workload.yaml tells an editor that knows YAML's language server (VS Code,"
                    + " IntelliJ, Neovim ...) where it lies; 'workload init' writes both:",
            "  # yaml-language-server: $schema=workload.schema.json"
        })
final class WorkloadSchemaCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        System.out.print(EditorSchema.text());
        return 0;
    }
}
