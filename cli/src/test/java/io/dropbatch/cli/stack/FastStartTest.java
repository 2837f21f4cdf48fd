package io.dropbatch.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastStartTest {

    @TempDir
    private Path folder = Path.of("");

    private final FastStart fastStart = new FastStart();

    @Test
    void a_build_that_was_trained_uses_its_cache() throws IOException {
        Image image = image("build");

        train(image);

        assertThat(fastStart.use(image)).containsExactly(fastStart.flag(image));
    }

    @Test
    void a_build_without_a_cache_starts_without_one() {
        assertThat(fastStart.use(image("build"))).isEmpty();
    }

    @Test
    void only_the_latest_build_that_was_trained_keeps_its_cache_and_an_earlier_one_may_be_trained_again()
            throws IOException {
        Image earlier = image("earlier");
        Image later = image("later");

        train(earlier);
        train(later);

        assertThat(fastStart.isReady(earlier)).isFalse();
        assertThat(fastStart.tried(earlier)).doesNotExist();
        assertThat(fastStart.isReady(later)).isTrue();
        assertThat(fastStart.tried(later)).exists();
    }

    private void train(Image image) throws IOException {
        Files.createFile(fastStart.tried(image));
        String recording = fastStart.record(image).getFirst();
        Files.createFile(Path.of(recording.substring(recording.indexOf('=') + 1)));
        fastStart.adopt(image);
    }

    private Image image(String fingerprint) {
        return new Image("program", "Main", List.of(), fingerprint, folder);
    }
}
