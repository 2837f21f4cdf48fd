package io.dropbatch.localazure.batch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.localazure.batch.Await;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.localazure.batch.document.AzureTimes;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a node at the edges: ranges, conditions, and ways out of it. */
class FileEdgeTest {

    private static final String V = RawCalls.VERSION;
    private static final Instant WRITTEN = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    static Path folder;

    static BatchServer server;
    static RawCalls calls;
    static String files;
    static Path node;

    @BeforeAll
    static void start() throws Exception {
        server = BatchServer.start(BatchOptions.in(folder.resolve("account")));
        calls = new RawCalls(server);
        calls.send("POST", "/pools?" + V, "{\"id\":\"p\",\"vmSize\":\"a1\",\"targetDedicatedNodes\":1}", Map.of());
        Await.until("the node is there", () -> nodes().size() == 1);
        String id = nodes().get(0).path("id").asText();
        files = "/pools/p/nodes/" + id + "/files";
        node = Files.createDirectories(folder.resolve("account/nodes/p").resolve(id));
        Files.writeString(node.resolve("ten"), "0123456789");
        Files.setLastModifiedTime(node.resolve("ten"), FileTime.from(WRITTEN));
        Files.createFile(node.resolve("empty"));
        Files.writeString(folder.resolve("outside"), "secret");
        Files.createDirectories(folder.resolve("beside"));
        Files.writeString(folder.resolve("beside/file"), "secret");
        Files.createSymbolicLink(node.resolve("link"), folder.resolve("outside"));
        Files.createSymbolicLink(node.resolve("dir"), folder.resolve("beside"));
        Files.createSymbolicLink(node.resolve("inner"), node.resolve("ten"));
        Files.createSymbolicLink(node.resolve("broken"), node.resolve("none"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-, 200, 0123456789",
        "bytes=3-5, 200, 345",
        "bytes=9-9, 200, 9",
        "bytes=8-99, 200, 89",
        "bytes=10-, 416, InvalidRange",
        "bytes=99-100, 416, InvalidRange",
        "bytes=5-3, 400, InvalidHeaderValue",
        "bytes=-3, 400, InvalidHeaderValue",
        "'bytes=0-1,3-4', 400, InvalidHeaderValue",
        "lines=1-2, 400, InvalidHeaderValue",
        "bytes=99999999999999999999-, 400, InvalidHeaderValue"
    })
    void a_range_is_read_or_refused(String range, int status, String expected) throws Exception {
        HttpResponse<String> response = calls.send("GET", files + "/ten?" + V, "", Map.of("ocp-range", range));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains(expected);
    }

    @Test
    void nothing_is_read_from_an_empty_file() throws Exception {
        assertThat(calls.get(files + "/empty?" + V).body()).isEmpty();
        assertThat(calls.send("HEAD", files + "/empty?" + V, "", Map.of())
                        .headers()
                        .firstValue("Content-Length"))
                .hasValue("0");
    }

    @ParameterizedTest
    @CsvSource({
        "If-Modified-Since, -1, 200",
        "If-Modified-Since, 0, 304",
        "If-Modified-Since, 1, 304",
        "If-Unmodified-Since, -1, 412",
        "If-Unmodified-Since, 0, 200",
        "If-Unmodified-Since, 1, 200"
    })
    void a_file_is_read_on_conditions(String header, int seconds, int status) throws Exception {
        Map<String, String> condition = Map.of(header, AzureTimes.http(WRITTEN.plusSeconds(seconds)));

        assertThat(calls.send("GET", files + "/ten?" + V, "", condition).statusCode())
                .isEqualTo(status);
        assertThat(calls.send("HEAD", files + "/ten?" + V, "", condition).statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "link",
                "dir%2Ffile",
                "dir",
                "..%2F..%2F..%2Foutside",
                "%2e%2e%2f%2e%2e%2f%2e%2e%2foutside",
                "%2Fetc%2Fpasswd",
                "..",
                ".",
                "%2F",
                "broken",
                "ten%2Fbelow",
                "a%0Ab",
                "%E2%80%AE"
            })
    void no_way_leads_out_of_a_node(String name) throws Exception {
        HttpResponse<String> read = calls.get(files + "/" + name + "?" + V);

        assertThat(read.statusCode()).isEqualTo(404);
        assertThat(read.body()).contains("FileNotFound").doesNotContain("secret");
        HttpResponse<String> deleted = calls.send(
                "DELETE",
                files + "/" + name.replace("link", "none").replace("broken", "none") + "?" + V + "&recursive=true",
                "",
                Map.of());
        assertThat(deleted.statusCode()).isBetween(200, 404);
        assertThat(folder.resolve("beside/file")).exists();
        assertThat(folder.resolve("outside")).exists();
    }

    @Test
    void a_link_within_the_node_is_followed() throws Exception {
        assertThat(calls.get(files + "/inner?" + V).body()).isEqualTo("0123456789");
    }

    @Test
    void deleting_a_link_leaves_what_it_leads_to() throws Exception {
        Path target = Files.createDirectories(folder.resolve("kept"));
        Files.writeString(target.resolve("file"), "x");
        Files.createSymbolicLink(node.resolve("doomed"), target);

        assertThat(calls.send("DELETE", files + "/doomed?" + V + "&recursive=true", "", Map.of())
                        .statusCode())
                .isEqualTo(200);

        assertThat(Files.exists(node.resolve("doomed"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(target.resolve("file")).exists();
    }

    @Test
    void a_folder_is_deleted_only_with_all_that_is_in_it() throws Exception {
        Files.createDirectories(node.resolve("full/deep"));
        Files.writeString(node.resolve("full/deep/file"), "x");

        assertThat(calls.send("DELETE", files + "/full?" + V, "", Map.of()).statusCode())
                .isEqualTo(409);
        assertThat(calls.send("DELETE", files + "/full?" + V + "&recursive=true", "", Map.of())
                        .statusCode())
                .isEqualTo(200);
        assertThat(node.resolve("full")).doesNotExist();
    }

    @Test
    void a_list_is_paged_and_shows_no_more_than_the_node() throws Exception {
        Files.createDirectories(node.resolve("many"));
        for (int i = 0; i < 7; i++) {
            Files.writeString(node.resolve("many/ü " + i), "x");
        }
        StringBuilder names = new StringBuilder();
        String next =
                files + "?" + V + "&recursive=true&maxresults=3&%24filter=startswith(name,'many/')".replace(" ", "%20");
        while (!next.isEmpty()) {
            JsonNode page = new ObjectMapper().readTree(calls.get(next).body());
            page.path("value")
                    .forEach(file -> names.append(file.path("name").asText()).append('|'));
            next = page.path("odata.nextLink")
                    .asText()
                    .replace(server.endpoint().toString(), "");
        }

        assertThat(names.toString()).isEqualTo("many/ü 0|many/ü 1|many/ü 2|many/ü 3|many/ü 4|many/ü 5|many/ü 6|");
        assertThat(calls.get(files + "?" + V + "&recursive=true").body()).doesNotContain("beside");
    }

    private static JsonNode nodes() throws Exception {
        return new ObjectMapper()
                .readTree(calls.get("/pools/p/nodes?" + V).body())
                .path("value");
    }
}
