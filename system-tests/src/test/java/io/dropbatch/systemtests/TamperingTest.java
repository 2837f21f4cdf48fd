package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Outputs that somebody touches between a task's end and its verification. */
@ExtendWith(SystemExtension.class)
class TamperingTest {

    private static CompletedDrop deleted;
    private static CompletedDrop truncated;
    private static CompletedDrop added;
    private static String deletedBlob;
    private static String truncatedBlob;
    private static String addedBlob;

    @BeforeAll
    static void touch_outputs_before_they_are_verified(RunningSystem system) {
        system.publish("counting", ExampleWorkloads.COUNTING);
        system.awaitQuiet();
        system.processes().signal("STOP", "results");
        try {
            deleted = system.drop("counting").marker();
            truncated = system.drop("counting").marker();
            added = system.drop("counting").marker();
            BlobContainerClient outputs = system.container("outputs");
            deletedBlob = anOutput(deleted);
            outputs.getBlobClient(deletedBlob).delete();
            truncatedBlob = anOutput(truncated);
            outputs.getBlobClient(truncatedBlob).upload(BinaryData.fromString(""), true);
            addedBlob = anOutput(added).replace("sum.txt", "more.txt");
            outputs.getBlobClient(addedBlob).upload(BinaryData.fromString("1"), true);
        } finally {
            system.processes().signal("CONT", "results");
        }
    }

    private static String anOutput(CompletedDrop drop) {
        await("the end of the tasks of " + drop)
                .atMost(RunningSystem.LIMIT)
                .until(() ->
                        !drop.announced(EventTopic.JOBS, LevelCompleted.class).isEmpty());
        ListBlobsOptions ofDrop = new ListBlobsOptions().setPrefix(OutputLayout.submission(drop.submission()));
        List<String> outputs = drop.system().container("outputs").listBlobs(ofDrop, null).stream()
                .map(BlobItem::getName)
                .filter(name -> name.endsWith("/out/sum.txt"))
                .toList();
        assertThat(outputs).hasSize(4);
        return outputs.get(1);
    }

    @Test
    void a_deleted_output_is_named() {
        assertBlamed(deleted, deletedBlob);
    }

    @Test
    void a_truncated_output_is_named() {
        assertBlamed(truncated, truncatedBlob);
    }

    @Test
    void an_added_output_is_named() {
        assertBlamed(added, addedBlob);
    }

    private static void assertBlamed(CompletedDrop drop, String blob) {
        Failure failure = drop.failed().failure();
        assertThat(failure.message()).contains(blob);
        assertThat(drop.status(DropStatus.State.FAILED).failure()).isEqualTo(failure);
    }
}
