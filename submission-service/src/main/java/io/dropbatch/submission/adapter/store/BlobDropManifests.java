package io.dropbatch.submission.adapter.store;

import io.dropbatch.codec.document.DocumentFormat;
import io.dropbatch.codec.drop.DropManifestReader;
import io.dropbatch.codec.drop.DropManifestReading;
import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.store.BlobContent;
import io.dropbatch.store.BlobStore;
import io.dropbatch.submission.app.port.DropManifests;
import io.dropbatch.submission.domain.SeenBlob;

/** Manifests in the inbox. */
public final class BlobDropManifests implements DropManifests {

    private final BlobStore blobs;

    public BlobDropManifests(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public Reading read(SeenBlob trigger) {
        if (trigger.bytes() > DropManifestReader.LARGEST) {
            return new Reading.Invalid(
                    file(trigger) + " has more than " + DropManifestReader.LARGEST + " bytes, which is not read.");
        }
        return blobs.read(trigger.path())
                .filter(content -> isSame(trigger, content))
                .map(content -> parse(trigger, content))
                .orElseGet(Reading.Replaced::new);
    }

    private static boolean isSame(SeenBlob trigger, BlobContent content) {
        SeenBlob now = BlobInbox.seen(content.facts());
        return now.etag().equals(trigger.etag()) || now.sameContentAs(trigger);
    }

    private static Reading parse(SeenBlob trigger, BlobContent content) {
        DocumentFormat format = trigger.path().endsWith(".json") ? DocumentFormat.JSON : DocumentFormat.YAML;
        return switch (DropManifestReader.read(content.bytes(), format)) {
            case DropManifestReading.Valid(DropManifest manifest) -> new Reading.Valid(manifest);
            case DropManifestReading.Invalid invalid -> new Reading.Invalid(file(trigger) + ": " + invalid.describe());
        };
    }

    private static String file(SeenBlob trigger) {
        return trigger.path().substring(trigger.path().lastIndexOf('/') + 1);
    }
}
