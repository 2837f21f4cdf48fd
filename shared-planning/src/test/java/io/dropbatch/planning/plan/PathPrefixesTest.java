package io.dropbatch.planning.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPrefixesTest {

    /** Shared names begin with an exclamation mark in the table. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            !shared/a !shared/b in.csv _READY                   | shared/
            !curve-1.json !curve-2.json scen-1.csv _READY       | curve-
            !a/x !a/y a/_folder _READY                          |
            !a/1 !a/2 !b/1 !b/2 c                               | a/,b/
            !a.json a.json.bak !b.json                          |
            !a/1 !a/2 !a.txt ab                                 | a/
            !x/1 x/2 !x/3 x/4                                   |
            !p/😀/1 !p/😀/2 !p/😁/1 p/😂                         | p/😀/
            """)
    void cover_what_is_shared_and_nothing_else(String paths, String prefixes) {
        Set<String> shared = new TreeSet<>();
        List<String> all =
                Arrays.stream(paths.split(" ")).map(path -> name(path, shared)).toList();

        List<String> found = prefixes(all, shared);

        for (String path : all) {
            boolean covered = found.stream().anyMatch(path::startsWith);
            assertThat(covered && !shared.contains(path)).as(path).isFalse();
        }
        if (prefixes == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).containsExactlyInAnyOrder(prefixes.split(","));
        }
    }

    @Test
    void are_found_at_once_in_a_drop_of_many_files() {
        Set<String> shared = new TreeSet<>();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            all.add("in/" + i + ".csv");
            if (i < 300) {
                all.add("shared/" + i + ".json");
                shared.add("shared/" + i + ".json");
            }
        }

        assertThat(prefixes(all, shared)).containsExactly("shared/");
    }

    @Test
    void each_owner_has_its_own_among_many_at_once() {
        Map<String, Integer> owners = new HashMap<>();
        for (int group = 0; group < 1000; group++) {
            for (int file = 0; file < 100; file++) {
                owners.put("s" + group + "_" + file + ".dcm", group);
            }
        }
        List<String> all = new ArrayList<>(owners.keySet());
        all.add("s7.txt");

        Map<Integer, List<String>> found = PathPrefixes.of(all, owners::get);

        assertThat(found).hasSize(1000).containsEntry(7, List.of("s7_")).containsEntry(70, List.of("s70_"));
    }

    private static List<String> prefixes(List<String> all, Set<String> shared) {
        Map<Boolean, List<String>> found = PathPrefixes.of(all, path -> shared.contains(path) ? true : null);
        return found.getOrDefault(true, List.of());
    }

    private static String name(String path, Set<String> shared) {
        if (!path.startsWith("!")) {
            return path;
        }
        shared.add(path.substring(1));
        return path.substring(1);
    }
}
