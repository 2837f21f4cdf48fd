package io.dropbatch.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.PreparedDrop;
import io.dropbatch.systemtests.fixture.ResultPackage;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files may be called what they like: names are data, from upload to result. */
@ExtendWith(SystemExtension.class)
class HostileNamesTest {

    private static final List<String> NAMES = List.of(
            "a b';$(touch x).csv",
            "ünï/çødé.txt",
            "-rf",
            "--help/-n",
            "l" + "o".repeat(194) + "ng.txt",
            "%41+&?#",
            "quo\"tes' `touch x`",
            "; touch x; #",
            "$HOME*[a]{b}!",
            "two  spaces ");

    private static CompletedDrop marked;
    private static CompletedDrop listed;

    @BeforeAll
    static void drop(RunningSystem system) {
        system.publish("copies", ExampleWorkloads.COPIES);
        system.publish("listed-copies", ExampleWorkloads.LISTED_COPIES);
        PreparedDrop unlisted = system.drop("copies");
        PreparedDrop manifest = system.drop("listed-copies");
        for (String name : NAMES) {
            unlisted.withUnlisted(name, "this is " + name);
            manifest.with(name, "this is " + name);
        }
        marked = unlisted.marker();
        listed = manifest.manifest();
    }

    @Test
    void every_name_beside_a_marker_comes_through() throws IOException {
        assertCopied(ResultPackage.of(marked));
        assertNothingWasExecuted(marked.system());
    }

    @Test
    void every_name_in_a_manifest_comes_through() throws IOException {
        assertCopied(ResultPackage.of(listed));
        assertNothingWasExecuted(listed.system());
    }

    private static void assertCopied(ResultPackage result) {
        Map<String, String> expected = new TreeMap<>();
        NAMES.forEach(name -> expected.put(name.substring(name.lastIndexOf('/') + 1), "this is " + name));
        Map<String, String> copied = new TreeMap<>();
        result.manifest()
                .outputs()
                .forEach(output -> copied.put(
                        output.path(), new String(result.contents().get(output.task() + "/" + output.path()), UTF_8)));
        assertThat(copied).isEqualTo(expected);
    }

    private static void assertNothingWasExecuted(RunningSystem system) throws IOException {
        try (Stream<Path> files = Files.walk(system.home())) {
            assertThat(files.filter(file -> file.getFileName().toString().equals("x")))
                    .isEmpty();
        }
    }
}
