package io.dropbatch.scheduler.adapter.azurebatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.azure.batch.protocol.models.ResourceFile;
import com.microsoft.azure.serializer.AzureJacksonAdapter;
import io.dropbatch.planning.task.ContainerRole;
import io.dropbatch.planning.task.FileSource;
import io.dropbatch.scheduler.app.port.BlobAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResourceFilesTest {

    @Test
    void a_blob_that_is_alone_in_its_folder_is_brought_by_its_own_address() {
        assertThat(ResourceFiles.of("task", folders(2, 10), List.of(), new Plain()))
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

        assertThat(ResourceFiles.of("task", List.of(folder), List.of(), new Plain()))
                .singleElement()
                .extracting(ResourceFile::blobPrefix)
                .isEqualTo("out/");
    }

    @Test
    void folders_are_asked_for_where_their_blobs_do_not_fit_one_by_one() {
        assertThat(ResourceFiles.of("task", folders(64, 300), List.of(), new Plain()))
                .hasSize(64)
                .allSatisfy(file -> assertThat(file.blobPrefix()).startsWith("out-"));
    }

    @Test
    void more_than_batch_takes_either_way_is_refused_with_advice() {
        assertThatExceptionOfType(RefusedRequest.class)
                .isThrownBy(() -> ResourceFiles.of("task", folders(200, 300), List.of(), new Plain()))
                .satisfies(refused -> assertThat(refused.answer().toString())
                        .contains("200 files for task have", "one archive instead of many"));
    }

    @Test
    void fewer_sources_are_taken_where_neither_fits() {
        List<FileSource> fewer = List.of(new FileSource.Folder(ContainerRole.OUTPUTS, "out-", "in"));

        assertThat(ResourceFiles.of("task", folders(200, 300), fewer, new Plain()))
                .singleElement()
                .extracting(ResourceFile::blobPrefix)
                .isEqualTo("out-");
        assertThat(ResourceFiles.of("task", folders(2, 10), fewer, new Plain())).hasSize(2);
    }

    @Test
    void a_list_of_exactly_what_batch_takes_is_taken() {
        String end = "\"}]";
        int rest = ("[{\"httpUrl\":\"https://a/inbox/x\",\"filePath\":\"" + end).length();
        String full = "p".repeat(ResourceFiles.MOST_CHARACTERS - rest);

        assertThat(ResourceFiles.of("task", List.of(blob("x", full)), List.of(), new Plain()))
                .hasSize(1);
        assertThatExceptionOfType(RefusedRequest.class)
                .isThrownBy(() -> ResourceFiles.of("task", List.of(blob("x", full + "p")), List.of(), new Plain()))
                .satisfies(refused -> assertThat(refused.reason().message()).contains("32,768", "have 32,769"));
    }

    @Test
    void counts_the_characters_that_are_sent() throws IOException {
        List<ResourceFile> files = new ArrayList<>();
        files.addAll(ResourceFiles.of("task", List.of(blob("ü a", "q\"uo\\te")), List.of(), new Plain()));
        files.addAll(ResourceFiles.of("task", List.of(blob("x", "y")), List.of(), new WithIdentity()));
        files.addAll(ResourceFiles.of("task", folders(1, 5), List.of(), new WithIdentity()));
        files.add(new ResourceFile().withStorageContainerUrl("https://a/b").withBlobPrefix("😀/"));

        String json = new AzureJacksonAdapter().serialize(files);

        assertThat(ResourceFiles.size(files)).isEqualTo(json.length());
    }

    private static FileSource blob(String name, String target) {
        return new FileSource.OneBlob(ContainerRole.INBOX, name, target);
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

    private static final class WithIdentity extends Plain {

        @Override
        public Optional<String> identity() {
            return Optional.of("/subscriptions/s/resourceGroups/g/providers/p/userAssignedIdentities/i");
        }
    }

    private static class Plain implements BlobAccess.Grant {

        @Override
        public String blob(ContainerRole role, String path) {
            return container(role) + "/" + path;
        }

        @Override
        public String container(ContainerRole role) {
            return "https://a/" + role.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String uploads() {
            return container(ContainerRole.OUTPUTS);
        }

        @Override
        public Optional<String> identity() {
            return Optional.empty();
        }
    }
}
