package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.specialized.BlobLeaseClient;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.ResultManifest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A drop that was made, by the trigger that completed it, and what its user sees of it. */
record Dropped(House house, DropTrigger trigger) {

    SubmissionId submission() {
        return trigger.submission();
    }

    /** Uploads the marker once more. */
    Dropped again() {
        return Drop.again(house, trigger).marker();
    }

    /** Waits for {@code output.ready}; any other outcome is an error. */
    OutputReady ready() {
        return outcome(OutputReady.class);
    }

    /** Waits for {@code output.failed}; any other outcome is an error. */
    OutputFailed failed() {
        return outcome(OutputFailed.class);
    }

    /** Waits for {@code submission.rejected}; any other outcome is an error. */
    SubmissionRejected rejected() {
        return outcome(SubmissionRejected.class);
    }

    private <A extends DomainEvent> A outcome(Class<A> expected) {
        DomainEvent outcome = await("the outcome of " + this + "; its status: " + status())
                .atMost(House.LIMIT)
                .until(() -> outcomes().stream().findFirst(), Optional::isPresent)
                .orElseThrow();
        assertThat(outcome).isInstanceOf(expected);
        return expected.cast(outcome);
    }

    /** Every distinct outcome event. */
    List<DomainEvent> outcomes() {
        Announcements submissions = house.announcements(EventTopic.SUBMISSIONS);
        Announcements outputs = house.announcements(EventTopic.OUTPUTS);
        return Stream.of(
                        submissions.seen(SubmissionRejected.class, submission()),
                        outputs.seen(OutputReady.class, submission()),
                        outputs.seen(OutputFailed.class, submission()))
                .<DomainEvent>flatMap(List::stream)
                .toList();
    }

    <A extends DomainEvent> List<A> announced(EventTopic topic, Class<A> kind) {
        return house.announcements(topic).seen(kind, submission());
    }

    /** {@code _status.json} as it is now, if it is of this submission. */
    Optional<DropStatus> status() {
        try {
            byte[] json = house.container(trigger.container())
                    .getBlobClient(InboxLayout.status(trigger))
                    .downloadContent()
                    .toBytes();
            return Optional.of(ModelJson.read(json, DropStatus.class))
                    .filter(status -> status.submission().equals(submission()));
        } catch (BlobStorageException e) {
            if (e.getStatusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Waits until {@code _status.json} tells of the state. */
    DropStatus status(DropStatus.State state) {
        return await(state + " in the status of " + this)
                .atMost(House.LIMIT)
                .until(() -> status().filter(status -> status.state() == state), Optional::isPresent)
                .orElseThrow();
    }

    /** For somebody who works on {@code _status.json} and lets nobody else write it. */
    BlobLeaseClient leaseOnStatus() {
        return new BlobLeaseClientBuilder()
                .blobClient(house.container(trigger.container()).getBlobClient(InboxLayout.status(trigger)))
                .buildClient();
    }

    ResultManifest manifest(OutputReady ready) {
        byte[] json = house.container(ready.container())
                .getBlobClient(ready.manifest())
                .downloadContent()
                .toBytes();
        assertThat(Sha256.of(json)).isEqualTo(ready.manifestSha256());
        return ModelJson.read(json, ResultManifest.class);
    }

    @Override
    public String toString() {
        return submission() + " (" + trigger.path() + ")";
    }
}
