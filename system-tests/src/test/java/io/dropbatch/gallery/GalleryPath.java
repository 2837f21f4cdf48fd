package io.dropbatch.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.systemtests.fixture.CommandRun;
import io.dropbatch.systemtests.fixture.RunningSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path that the README of {@code workloads} shows: commands, and what the last of them prints. */
record GalleryPath(RunningSystem system, List<String> commands, String printed) {

    private static final Pattern BLOCKS = Pattern.compile("(?s)```sh\n(.*?)```.*?```\n(.*?)```");
    private static final Pattern WORDS = Pattern.compile(" +");
    private static final Duration LIMIT = Duration.ofMinutes(4);

    static GalleryPath under(RunningSystem system, String heading) {
        String page = read(system.project().resolve("workloads/README.md"));
        int start = page.indexOf("\n## " + heading + "\n");
        assertThat(start).as(heading).isNotNegative();
        Matcher blocks = BLOCKS.matcher(page.substring(start));
        assertThat(blocks.find()).as("commands and what they print").isTrue();
        return new GalleryPath(system, blocks.group(1).lines().toList(), blocks.group(2));
    }

    /** Follows it on this system, which is up; its folder {@code results} lies in the one that is given. */
    Path follow(Path folder) {
        String said = "";
        for (String command : commands) {
            if (command.startsWith("sudo ") || command.startsWith("./dropbatch up")) {
                continue;
            }
            said = run(folder, command).andWell().said();
        }
        assertThat(said).isEqualTo(printed);
        return folder.resolve("results");
    }

    private CommandRun.Ended run(Path folder, String command) {
        if (command.startsWith("./dropbatch ")) {
            String here = command.substring("./dropbatch ".length()).replace(" results/", " " + folder + "/results/");
            return system.dropbatch(LIMIT, WORDS.split(here));
        }
        return CommandRun.run(folder, Map.of(), folder.resolve("said"), LIMIT, List.of("/bin/sh", "-c", command));
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
