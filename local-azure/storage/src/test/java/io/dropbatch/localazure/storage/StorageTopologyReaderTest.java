package io.dropbatch.localazure.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dropbatch.localazure.files.TopologyException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTopologyReaderTest {

    @TempDir
    Path folder;

    @Test
    void reads_containers_tables_and_routes() throws Exception {
        Path file = Files.writeString(folder.resolve("storage.json"), """
                {"account": "devstoreaccount1", "containers": ["inbox"], "tables": ["submissions"],
                 "events": [{"name": "drops", "container": "inbox", "prefix": "a/", "suffix": ".csv",
                             "notEndsWith": ["/_status.csv", "~.csv"],
                             "operations": ["PutBlob", "CopyBlob"], "queue": "storage-events",
                             "schema": "EventGridSchema"}]}""");

        StorageTopology topology = StorageTopologyReader.read(file);

        assertThat(topology.containers()).containsExactly("inbox");
        assertThat(topology.tables()).containsExactly("submissions");
        EventRoute route = topology.events().get(0);
        assertThat(route.schema()).isEqualTo(EventSchema.EventGridSchema);
        assertThat(route.takes(BlobApi.PutBlob, "inbox", "a/x.csv")).isTrue();
        assertThat(route.takes(BlobApi.PutBlockList, "inbox", "a/x.csv")).isFalse();
        assertThat(route.takes(BlobApi.PutBlob, "outputs", "a/x.csv")).isFalse();
        assertThat(route.takes(BlobApi.PutBlob, "inbox", "b/x.csv")).isFalse();
        assertThat(route.takes(BlobApi.PutBlob, "inbox", "a/b/_status.csv")).isFalse();
        assertThat(route.takes(BlobApi.PutBlob, "inbox", "a/x~.csv")).isFalse();
    }

    @Test
    void names_the_place_of_what_it_does_not_know() {
        assertRefused("{\"containres\": []}", "containres: unknown key; did you mean containers?");
        assertRefused("{\"events\": [{\"name\": \"a\", \"containr\": \"b\"}]}", "events[0].containr: unknown key");
        assertRefused("{\"events\": [{\"name\": \"a\", \"container\": \"b\"}]}", "events[0].queue: is missing");
        assertRefused("{\"containers\": [1]}", "containers[0]: a string");
        assertRefused("{\"account\": \"mine\"}", "account: only devstoreaccount1");
        assertRefused(
                "{\"events\": [{\"name\": \"a\", \"container\": \"b\", \"queue\": \"q\", \"operations\": [\"Put\"]}]}",
                "events[0].operations[0]: Put is none of PutBlob, PutBlockList");
    }

    private static void assertRefused(String json, String message) {
        assertThatThrownBy(() -> StorageTopologyReader.parse(json))
                .isInstanceOf(TopologyException.class)
                .hasMessageContaining(message);
    }

    @Test
    void names_the_file_when_it_is_no_json() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.json"), "{");

        assertThatThrownBy(() -> StorageTopologyReader.read(file))
                .isInstanceOf(TopologyException.class)
                .hasMessageContaining("broken.json: not JSON");
        assertThatThrownBy(() -> StorageTopologyReader.parse("{")).isInstanceOf(JsonProcessingException.class);
    }
}
