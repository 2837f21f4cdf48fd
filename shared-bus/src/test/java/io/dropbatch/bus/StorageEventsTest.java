package io.dropbatch.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageEventsTest {

    private static final String DATA = """
            {"api":"PutBlockList","clientRequestId":"c","requestId":"r","eTag":"\\"0x8DE\\"","contentType":"text/csv",
             "contentLength":1048576,"blobType":"BlockBlob",
             "url":"http://127.0.0.1:10000/devstoreaccount1/inbox/w/d/%C3%BC%20a.csv",
             "sequencer":"00000000000000000000000000000000000000000000a1b2","storageDiagnostics":{"batchId":"b"}}""";

    private static final String CLOUD_EVENT = """
            {"id":"1","specversion":"1.0","type":"%s","source":"/subscriptions/s/storageAccounts/a",
             "subject":"/blobServices/default/containers/inbox/blobs/w/d/ü a.csv",
             "time":"2026-11-22T10:00:00.1234567Z","data":%s}""";

    private static final String EVENT_GRID = """
            {"id":"1","eventType":"Microsoft.Storage.BlobCreated","topic":"/subscriptions/s/storageAccounts/a",
             "subject":"blobServices/default/containers/inbox/blobs/w/d/ü a.csv",
             "eventTime":"2026-11-22T10:00:00.1234567Z","dataVersion":"","metadataVersion":"1","data":%s}""";

    @Test
    void reads_both_schemas_alone_and_in_an_array() {
        String cloud = CLOUD_EVENT.formatted("Microsoft.Storage.BlobCreated", DATA);
        String grid = EVENT_GRID.formatted(DATA);

        for (String body : new String[] {cloud, grid, "[" + cloud + "]", "[" + grid + "]"}) {
            assertThat(StorageEvents.read(bytes(body)))
                    .containsExactly(new BlobCreated(
                            "inbox",
                            "w/d/ü a.csv",
                            "0x8DE",
                            1048576,
                            Instant.parse("2026-11-22T10:00:00.1234567Z"),
                            "00000000000000000000000000000000000000000000a1b2",
                            "PutBlockList"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "w/d/\ufffd\ufffd.csv | /inbox/w/d/%F0%9F%93%88.csv | w/d/\ud83d\udcc8.csv",
                "w/d/??.csv | /inbox/w/d/%F0%9F%93%88.csv | w/d/\ud83d\udcc8.csv",
                "w/d/?? ?.csv | /devstoreaccount1/inbox/w/d/%F0%9F%93%88%20%3F.csv | w/d/\ud83d\udcc8 ?.csv",
                "w/d/ü+.csv | /inbox/w/d/%C3%BC+.csv | w/d/ü+.csv",
                "w/d/ü.csv | /inbox/w/other/%C3%BC.csv | w/d/ü.csv",
                "w/d/ü.csv | /elsewhere/w/d/%C3%BC.csv | w/d/ü.csv",
                "w/d/ü.csv | /inbox/w/d/%C3.csv | w/d/ü.csv",
                "w/d/ü.csv | /inbox/w/d/%zz.csv | w/d/ü.csv",
                "w/d/plain%20.csv | /inbox/w/d/plain%2520.csv | w/d/plain%20.csv",
            })
    void reads_a_name_from_the_address_where_the_subject_has_lost_characters(
            String subject, String address, String path) {
        String event = CLOUD_EVENT
                .formatted("Microsoft.Storage.BlobCreated", DATA)
                .replace("blobs/w/d/ü a.csv", "blobs/" + subject)
                .replace("/devstoreaccount1/inbox/w/d/%C3%BC%20a.csv", address);

        assertThat(StorageEvents.read(bytes(event)))
                .extracting(BlobCreated::path)
                .containsExactly(path);
    }

    @Test
    void leaves_other_events_out() {
        String deleted = CLOUD_EVENT.formatted("Microsoft.Storage.BlobDeleted", "{\"api\":\"DeleteBlob\"}");

        assertThat(StorageEvents.read(bytes(deleted))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{}", "[1]", "{\"specversion\":\"1.0\"}", "[[[[", "null"})
    void refuses_what_is_no_storage_event(String body) {
        assertThatThrownBy(() -> StorageEvents.read(bytes(body))).isInstanceOf(UnprocessableException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
