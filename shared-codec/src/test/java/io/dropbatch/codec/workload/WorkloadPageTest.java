package io.dropbatch.codec.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/workload-file.md} lists every key that the schema has. {@code -Dworkload.page.write=true} writes the list. */
class WorkloadPageTest {

    private static final Path PAGE = Path.of("..", "docs", "workload-file.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)(?<=<!-- begin: keys -->\n).*?(?=<!-- end: keys -->)");

    @Test
    void the_page_lists_the_keys_of_the_schema() throws IOException {
        String page = Files.readString(PAGE, UTF_8);
        String keys = new WorkloadKeys(WorkloadSchema.tree()).tables();

        Matcher block = BLOCK.matcher(page);
        assertThat(block.find()).as("the marks of the list in %s", PAGE).isTrue();
        String wanted = block.replaceAll(Matcher.quoteReplacement(keys));
        if (Boolean.getBoolean("workload.page.write")) {
            Files.writeString(PAGE, wanted, UTF_8);
            return;
        }

        assertThat(page)
                .as("docs/workload-file.md; write it by -Dworkload.page.write=true")
                .isEqualTo(wanted);
    }
}
