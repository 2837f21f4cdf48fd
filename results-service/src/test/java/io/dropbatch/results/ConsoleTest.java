package io.dropbatch.results;

import io.dropbatch.localazure.testtools.NeedsTool;
import io.dropbatch.testing.TypeScriptBuild;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at the console in a real browser. What is done and expected there is in {@code console-checks}. */
class ConsoleTest {

    private static final int ANY_PORT = 0;

    @TempDir
    static Path folder;

    private static ConsoleStage stage;

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    @NeedsTool({"node", "npm", "chromium"})
    void every_page_is_accessible_on_desktop_and_phone_in_light_and_dark() throws IOException {
        look("pages");
    }

    @Test
    @NeedsTool({"node", "npm", "chromium"})
    void people_find_understand_and_step_in() throws IOException {
        look("journeys");
    }

    private static void look(String script) throws IOException {
        TypeScriptBuild checks = TypeScriptBuild.of("console-checks");
        if (stage == null) {
            stage = ConsoleStage.open(folder, ANY_PORT).withDrops().withDeadLetters();
        }
        checks.node("console-checks/" + script, stage.address().toString()).andWell();
    }
}
