package io.dropbatch.results;

import io.dropbatch.localazure.testtools.NeedsTool;
import io.dropbatch.testing.TypeScriptBuild;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A benchmark, run by {@code benchmarks/console.sh}: how soon the page of a drop with very many tasks can be used. */
class ConsoleBenchmark {

    private static final int ANY_PORT = 0;
    private static final int TASKS = Integer.parseInt(System.getenv().getOrDefault("TASKS", "100000"));

    @TempDir
    Path folder;

    @Test
    @NeedsTool({"node", "npm", "chromium"})
    void measures_the_page_of_a_drop_with_very_many_tasks() throws Exception {
        TypeScriptBuild checks = TypeScriptBuild.of("console-checks");
        try (ConsoleStage stage = ConsoleStage.open(folder, ANY_PORT).withVastDrop(TASKS)) {
            System.out.println(
                    checks.node("console-checks/pace", stage.address().toString())
                            .andWell());
        }
    }
}
