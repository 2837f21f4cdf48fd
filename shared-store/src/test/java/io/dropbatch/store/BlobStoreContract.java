package io.dropbatch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link BlobStore} does; each test has a folder of its own. */
abstract class BlobStoreContract {

    private static final String TEXT = "text/plain";

    private final String folder = "t" + UUID.randomUUID() + "/";

    abstract BlobStore blobs();

    @Test
    void has_nothing_where_nothing_was_written() {
        assertThat(blobs().facts(folder + "none")).isEmpty();
        assertThat(blobs().read(folder + "none")).isEmpty();
        assertThat(blobs().open(folder + "none")).isEmpty();
        assertThat(blobs().open(folder + "none", 1, 2)).isEmpty();
        assertThat(blobs().list(folder)).isEmpty();
        assertThat(blobs().delete(folder + "none")).isFalse();
    }

    @Test
    void reads_back_what_was_written() throws IOException {
        String etag = blobs().write(folder + "a", bytes("hello"), TEXT);

        BlobContent read = blobs().read(folder + "a").orElseThrow();
        assertThat(text(read)).isEqualTo("hello");
        assertThat(read.facts().etag()).isEqualTo(etag).doesNotContain("\"");
        assertThat(read.facts().bytes()).isEqualTo(5);
        assertThat(read.facts().md5()).isEqualTo("XUFAKrxLKna5cZ2REBfFkg==");
        assertThat(blobs().facts(folder + "a")).contains(read.facts());
        try (InputStream part = blobs().open(folder + "a", 1, 3).orElseThrow()) {
            assertThat(part.readAllBytes()).asString().isEqualTo("ell");
        }
    }

    @Test
    void writes_once_when_asked_to_write_if_absent() {
        assertThat(blobs().writeIfAbsent(folder + "a", bytes("1"), TEXT)).isPresent();
        assertThat(blobs().writeIfAbsent(folder + "a", bytes("2"), TEXT)).isEmpty();

        assertThat(text(blobs().read(folder + "a").orElseThrow())).isEqualTo("1");
    }

    @Test
    void replaces_only_what_is_unchanged() {
        String first = blobs().write(folder + "a", bytes("1"), TEXT);
        Optional<String> second = blobs().writeIfUnchanged(folder + "a", bytes("2"), TEXT, first);

        assertThat(second).isPresent();
        assertThat(blobs().writeIfUnchanged(folder + "a", bytes("3"), TEXT, first))
                .isEmpty();
        assertThat(blobs().writeIfUnchanged(folder + "gone", bytes("3"), TEXT, first))
                .isEmpty();
        assertThat(text(blobs().read(folder + "a").orElseThrow())).isEqualTo("2");
    }

    @Test
    void lists_no_stubs_of_folders() {
        blobs().write(folder + "a", bytes("1"), TEXT);
        blobs().write(folder + "sub/", bytes(""), TEXT);
        blobs().write(folder + "sub/b", bytes("2"), TEXT);

        assertThat(blobs().list(folder)).extracting(BlobDetails::path).containsExactly(folder + "a", folder + "sub/b");
        assertThat(blobs().firstIn(folder + "sub/", 9))
                .extracting(BlobDetails::path)
                .containsExactly(folder + "sub/b");
        assertThat(blobs().facts(folder + "sub/").orElseThrow().nature()).isEqualTo(BlobNature.FOLDER);
        assertThat(blobs().facts(folder + "a").orElseThrow().nature()).isEqualTo(BlobNature.FILE);
    }

    @Test
    void finds_the_first_files_right_in_a_folder() {
        blobs().write(folder + "a", bytes("1"), TEXT);
        blobs().write(folder + "b/deep", bytes("2"), TEXT);
        blobs().write(folder + "c", bytes("3"), TEXT);

        assertThat(blobs().firstIn(folder, 100))
                .extracting(BlobDetails::path)
                .containsExactly(folder + "a", folder + "c");
        assertThat(blobs().firstIn(folder, 1)).extracting(BlobDetails::path).containsExactly(folder + "a");
    }

    @Test
    void streams_what_is_produced_bit_by_bit() {
        blobs().stream(folder + "big", TEXT, out -> {
            for (int line = 0; line < 100_000; line++) {
                out.write(bytes("line " + line + "\n"));
            }
        });

        assertThat(text(blobs().read(folder + "big").orElseThrow()))
                .endsWith("line 99999\n")
                .startsWith("line 0\n");
    }

    @Test
    void leaves_nothing_of_a_stream_that_broke_off() {
        assertThatThrownBy(() -> blobs().stream(folder + "half", TEXT, out -> {
                    out.write(bytes("half"));
                    throw new IOException("the source broke off");
                }))
                .hasStackTraceContaining("the source broke off");

        assertThat(blobs().facts(folder + "half")).isEmpty();
    }

    @Test
    void keeps_what_was_there_when_a_long_stream_breaks_off() {
        blobs().write(folder + "kept", bytes("kept"), TEXT);

        assertThatThrownBy(() -> blobs().stream(folder + "kept", TEXT, out -> {
                    out.write(new byte[21 << 20]);
                    throw new IOException("the source broke off");
                }))
                .hasStackTraceContaining("the source broke off");

        assertThat(text(blobs().read(folder + "kept").orElseThrow())).isEqualTo("kept");
    }

    @Test
    void lists_hostile_names_in_order_and_folders_once() {
        Stream.of("b/ünï/çødé.txt", "a b';$(touch x).csv", "b/-rf", "%2e+&?#", "b/c/d")
                .forEach(name -> blobs().write(folder + name, bytes(name), TEXT));

        assertThat(blobs().list(folder).map(blob -> blob.path().substring(folder.length())))
                .containsExactly("%2e+&?#", "a b';$(touch x).csv", "b/-rf", "b/c/d", "b/ünï/çødé.txt");
        assertThat(blobs().list(folder + "b/")).hasSize(3);
        assertThat(blobs().folders(folder)).containsExactly("b");
        assertThat(blobs().folders(folder + "b/")).containsExactly("c", "ünï");
        assertThat(text(blobs().read(folder + "%2e+&?#").orElseThrow())).isEqualTo("%2e+&?#");
        assertThat(blobs().delete(folder + "%2e+&?#")).isTrue();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(BlobContent blob) {
        return new String(blob.bytes(), StandardCharsets.UTF_8);
    }
}
