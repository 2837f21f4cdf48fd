package io.dropbatch.localazure.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ParallelTransferOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.AppendBlobClient;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.dropbatch.localazure.storage.RecordedEvents.Recorded;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which operation raises which event, through the unmodified SDK. */
class RaisedEventsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @RegisterExtension
    static final StorageExtension storage = new StorageExtension();

    private static BlobClient blob(String name) {
        return storage.container("inbox").getBlobClient(name);
    }

    private static Recorded onlyEventOf(String name) {
        List<Recorded> events = storage.events.about(name);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    @Test
    void announces_a_small_upload_with_everything_that_event_grid_says() {
        blob("small/a.csv").upload(BinaryData.fromString("hello"));

        Recorded event = onlyEventOf("small/a.csv");

        assertThat(event.queue()).isEqualTo("storage-events");
        assertThat(event.contentType()).isEqualTo("application/cloudevents+json; charset=utf-8");
        assertThat(event.messageId()).isEqualTo(event.body().path("id").textValue());
        assertThat(event.body().path("specversion").textValue()).isEqualTo("1.0");
        assertThat(event.body().path("type").textValue()).isEqualTo("Microsoft.Storage.BlobCreated");
        assertThat(event.subject()).isEqualTo("/blobServices/default/containers/inbox/blobs/small/a.csv");
        assertThat(event.body().path("time").textValue()).endsWith("Z");
        assertThat(event.api()).isEqualTo("PutBlob");
        assertThat(event.body().at("/data/contentLength").longValue()).isEqualTo(5);
        assertThat(event.body().at("/data/contentType").textValue()).isEqualTo("application/octet-stream");
        assertThat(event.body().at("/data/blobType").textValue()).isEqualTo("BlockBlob");
        assertThat(event.body().at("/data/clientRequestId").textValue()).isNotEmpty();
        assertThat(event.body().at("/data/requestId").textValue()).isNotEmpty();
        assertThat(event.body().at("/data/eTag").textValue())
                .isEqualTo(blob("small/a.csv").getProperties().getETag().replace("\"", ""));
        assertThat(event.body().at("/data/url").textValue())
                .isEqualTo(storage.server().blobEndpoint() + "/inbox/small/a.csv");
        assertThat(event.properties())
                .containsEntry("aeg-subscription-name", "drops")
                .containsEntry("aeg-event-type", "Notification");
    }

    @Test
    void announces_a_block_upload_once_with_its_length() {
        byte[] content = new byte[3 << 20];
        BlobParallelUploadOptions inBlocks = new BlobParallelUploadOptions(new ByteArrayInputStream(content))
                .setParallelTransferOptions(
                        new ParallelTransferOptions().setBlockSizeLong(1L << 20).setMaxSingleUploadSizeLong(1L << 20));

        blob("blocks.bin").uploadWithResponse(inBlocks, null, null);

        Recorded event = onlyEventOf("blocks.bin");
        assertThat(event.api()).isEqualTo("PutBlockList");
        assertThat(event.body().at("/data/contentLength").longValue()).isEqualTo(3 << 20);
    }

    @Test
    void announces_nothing_for_staged_blocks_until_they_are_committed() {
        BlockBlobClient block = blob("staged.bin").getBlockBlobClient();
        String id = Base64.getEncoder().encodeToString("1".getBytes(UTF_8));

        block.stageBlock(id, BinaryData.fromString("part"));
        assertThat(storage.events.about("staged.bin")).isEmpty();
        block.commitBlockList(List.of(id));

        assertThat(onlyEventOf("staged.bin").api()).isEqualTo("PutBlockList");
    }

    @Test
    void announces_a_copy_with_the_length_of_its_source() {
        blob("source.txt").upload(BinaryData.fromString("to be copied"));
        String address = blob("source.txt").getBlobUrl()
                + "?"
                + blob("source.txt")
                        .generateSas(new BlobServiceSasSignatureValues(
                                OffsetDateTime.now().plusHours(1), new BlobSasPermission().setReadPermission(true)));

        blob("copied.txt").beginCopy(address, null).waitForCompletion(Duration.ofSeconds(10));

        Recorded event = onlyEventOf("copied.txt");
        assertThat(event.api()).isEqualTo("CopyBlob");
        assertThat(event.body().at("/data/contentLength").longValue()).isEqualTo(12);
    }

    @Test
    void announces_a_synchronous_copy_too() {
        blob("source2.txt").upload(BinaryData.fromString("to be copied"));
        String sas = blob("source2.txt")
                .generateSas(new BlobServiceSasSignatureValues(
                        OffsetDateTime.now().plusHours(1), new BlobSasPermission().setReadPermission(true)));

        blob("copied2.txt").copyFromUrl(blob("source2.txt").getBlobUrl() + "?" + sas);

        assertThat(onlyEventOf("copied2.txt").api()).isEqualTo("CopyBlob");
    }

    @Test
    void announces_an_append_blob_only_at_its_creation() {
        AppendBlobClient append = blob("log.txt").getAppendBlobClient();

        append.create();
        append.appendBlock(new ByteArrayInputStream("line".getBytes(UTF_8)), 4);

        Recorded event = onlyEventOf("log.txt");
        assertThat(event.api()).isEqualTo("PutBlob");
        assertThat(event.body().at("/data/contentLength").longValue()).isZero();
        assertThat(event.body().at("/data/blobType").textValue()).isEqualTo("AppendBlob");
    }

    @Test
    void announces_a_deletion_without_tag_and_length() {
        blob("short-lived").upload(BinaryData.fromString("x"));

        blob("short-lived").delete();

        List<Recorded> events = storage.events.about("short-lived");
        assertThat(events).extracting(Recorded::api).containsExactly("PutBlob", "DeleteBlob");
        assertThat(events.get(1).body().path("type").textValue()).isEqualTo("Microsoft.Storage.BlobDeleted");
        assertThat(events.get(1).body().at("/data").has("eTag")).isFalse();
    }

    @Test
    void announces_nothing_for_properties_tags_leases_tiers_and_reads() {
        BlobClient blob = blob("touched.txt");
        blob.upload(BinaryData.fromString("x"));

        blob.setMetadata(Map.of("a", "b"));
        blob.setTags(Map.of("a", "b"));
        blob.setAccessTier(AccessTier.COOL);
        String lease =
                new BlobLeaseClientBuilder().blobClient(blob).buildClient().acquireLease(15);
        new BlobLeaseClientBuilder()
                .blobClient(blob)
                .leaseId(lease)
                .buildClient()
                .releaseLease();
        blob.createSnapshot();
        blob.downloadContent();
        blob.getProperties();

        onlyEventOf("touched.txt");
    }

    @Test
    void announces_nothing_for_a_refused_write() {
        blob("once.txt").upload(BinaryData.fromString("x"));

        assertThatThrownBy(() -> blob("once.txt")
                        .uploadWithResponse(
                                new BlobParallelUploadOptions(BinaryData.fromString("y"))
                                        .setRequestConditions(new BlobRequestConditions().setIfNoneMatch("*")),
                                null,
                                null))
                .isInstanceOfSatisfying(
                        BlobStorageException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(409));

        onlyEventOf("once.txt");
    }

    @Test
    void announces_nothing_of_a_container_without_a_route() {
        storage.container("quiet").getBlobClient("whisper.txt").upload(BinaryData.fromString("x"));

        assertThat(storage.events.about("whisper.txt")).isEmpty();
    }

    @Test
    void speaks_the_event_grid_schema_on_routes_that_ask_for_it() {
        blob("grid/x.csv").upload(BinaryData.fromString("x"));
        blob("grid/x.txt").upload(BinaryData.fromString("x"));

        List<Recorded> grid = storage.events.all().stream()
                .filter(event -> event.queue().equals("grid-events"))
                .toList();

        assertThat(grid).hasSize(1);
        assertThat(grid.get(0).body().path("eventType").textValue()).isEqualTo("Microsoft.Storage.BlobCreated");
        assertThat(grid.get(0).body().path("topic").textValue()).contains("/storageAccounts/devstoreaccount1");
        assertThat(grid.get(0).body().path("dataVersion").textValue()).isEmpty();
        assertThat(grid.get(0).contentType()).isEqualTo("application/json; charset=utf-8");
    }

    @Test
    void numbers_the_events_of_a_blob_in_order() {
        for (int i = 0; i < 5; i++) {
            blob("often.txt").upload(BinaryData.fromString("v" + i), true);
        }

        List<String> numbers = storage.events.about("often.txt").stream()
                .map(event -> event.body().at("/data/sequencer").textValue())
                .toList();

        assertThat(numbers).hasSize(5).isSorted().doesNotHaveDuplicates().allMatch(number -> number.length() == 48);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b';$(touch x).csv",
                "ünï/çødé.txt",
                "-rf.txt",
                "100%25 + 1.txt",
                "quo\"te[1]{2}|^`.txt",
                "日本語/テスト.csv",
                "slash/./dot//double.txt"
            })
    void passes_hostile_names_on_and_announces_them_decoded(String name) {
        BlobClient blob = storage.container("inbox").getBlobClient(name);

        blob.upload(BinaryData.fromString(name));

        assertThat(blob.downloadContent().toString()).isEqualTo(name);
        onlyEventOf(blob.getBlobName());
    }

    @Test
    void passes_a_name_of_a_thousand_characters_on() {
        String name = "ü".repeat(1000) + ".txt";

        blob(name).upload(BinaryData.fromString("x"));

        onlyEventOf(name);
    }

    @Test
    void can_lose_repeat_delay_and_shuffle_events() {
        storage.server().eventFaults().dropNext(1);
        blob("fault/dropped").upload(BinaryData.fromString("x"));
        storage.server().eventFaults().duplicateNext(1);
        blob("fault/doubled").upload(BinaryData.fromString("x"));
        storage.server().eventFaults().reorderNext(2);
        blob("fault/first").upload(BinaryData.fromString("x"));
        blob("fault/second").upload(BinaryData.fromString("x"));
        storage.server().eventFaults().delayNext(1, Duration.ofMillis(20));
        blob("fault/late").upload(BinaryData.fromString("x"));

        await("the late event")
                .atMost(LIMIT)
                .until(() -> !storage.events.about("fault/late").isEmpty());
        assertThat(storage.events.about("fault/dropped")).isEmpty();
        assertThat(storage.events.about("fault/doubled"))
                .hasSize(2)
                .extracting(event -> event.body().path("id").textValue())
                .containsOnly(storage.events.about("fault/doubled").get(0).messageId());
        assertThat(storage.events.all().stream()
                        .map(Recorded::subject)
                        .filter(subject -> subject.endsWith("/first") || subject.endsWith("/second"))
                        .map(subject -> subject.substring(subject.lastIndexOf('/') + 1)))
                .containsExactly("second", "first");
    }

    @Test
    void keeps_an_event_that_the_bus_refuses_until_it_takes_it() {
        storage.events.refuse(true);
        blob("stubborn.txt").upload(BinaryData.fromString("x"));
        assertThat(storage.events.about("stubborn.txt")).isEmpty();

        storage.events.refuse(false);

        await("the event")
                .atMost(LIMIT)
                .until(() -> !storage.events.about("stubborn.txt").isEmpty());
    }
}
