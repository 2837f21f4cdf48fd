package io.dropbatch.scheduler.adapter.azurebatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.azure.batch.protocol.models.ResourceFile;
import io.dropbatch.scheduler.app.port.BlobAccess;
import io.dropbatch.scheduler.domain.ContainerRole;
import io.dropbatch.scheduler.domain.FileSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResourceFilesTest {

    @Test
    void a_blob_that_is_alone_in_its_folder_is_brought_by_its_own_address() {
        assertThat(ResourceFiles.of("task", folders(2, 10), new Plain()))
                .hasSize(2)
                .allSatisfy(file -> {
                    assertThat(file.httpUrl())
                            .startsWith("https://a/outputs/out-")
                            .endsWith("/x");
                    assertThat(file.filePath()).startsWith("in/out-").endsWith("/x");
                    assertThat(file.blobPrefix()).isNull();
                });
    }

    @Test
    void a_folder_of_which_all_is_wanted_stays_a_folder() {
        FileSource folder = new FileSource.Folder(ContainerRole.OUTPUTS, "out/", "in");

        assertThat(ResourceFiles.of("task", List.of(folder), new Plain()))
                .singleElement()
                .extracting(ResourceFile::blobPrefix)
                .isEqualTo("out/");
    }

    @Test
    void folders_are_asked_for_where_their_blobs_do_not_fit_one_by_one() {
        assertThat(ResourceFiles.of("task", folders(64, 300), new Plain()))
                .hasSize(64)
                .allSatisfy(file -> assertThat(file.blobPrefix()).startsWith("out-"));
    }

    @Test
    void more_than_batch_takes_either_way_is_refused_with_advice() {
        assertThatExceptionOfType(RefusedRequest.class)
                .isThrownBy(() -> ResourceFiles.of("task", folders(200, 300), new Plain()))
                .satisfies(refused -> assertThat(refused.answer().toString()).contains("smaller fanIn"));
    }

    private static List<FileSource> folders(int count, int length) {
        return IntStream.range(0, count)
                .<FileSource>mapToObj(index -> {
                    String prefix = "out-" + String.format(Locale.ROOT, "%0" + length + "d", index) + "/";
                    FileSource.OneBlob only =
                            new FileSource.OneBlob(ContainerRole.OUTPUTS, prefix + "x", "in/" + prefix + "x");
                    return new FileSource.Folder(ContainerRole.OUTPUTS, prefix, "in", Optional.of(only));
                })
                .toList();
    }

    private static final class Plain implements BlobAccess.Grant {

        @Override
        public String blob(ContainerRole role, String path) {
            return container(role) + "/" + path;
        }

        @Override
        public String container(ContainerRole role) {
            return "https://a/" + role.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Optional<String> identity() {
            return Optional.empty();
        }
    }
}
