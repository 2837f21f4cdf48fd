package io.dropbatch.submission.adapter.store;

import io.dropbatch.codec.document.DocumentFormat;
import io.dropbatch.codec.drop.DropManifestReader;
import io.dropbatch.codec.drop.DropManifestReading;
import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.store.BlobContent;
import io.dropbatch.store.BlobStore;
import io.dropbatch.submission.app.port.DropManifests;
import java.io.IOException;
import java.util.Locale;

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
                .map(content -> read(trigger, content))
                .orElseGet(Reading.Replaced::new);
    }

    private static boolean isSame(SeenBlob trigger, BlobContent content) {
        SeenBlob now = BlobInbox.seen(content.facts());
        return now.etag().equals(trigger.etag()) || now.sameContentAs(trigger);
    }

    private static Reading read(SeenBlob trigger, BlobContent content) {
        try {
            byte[] bytes = StoredEncoding.decode(content, DropManifestReader.LARGEST);
            return isBlank(bytes) ? new Reading.Empty() : parse(trigger, bytes);
        } catch (IOException e) {
            return new Reading.Invalid(file(trigger) + " " + e.getMessage());
        }
    }

    /** Whether there is nothing but white space. */
    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private static Reading parse(SeenBlob trigger, byte[] bytes) {
        boolean json = trigger.path().toLowerCase(Locale.ROOT).endsWith(".json");
        return switch (DropManifestReader.read(bytes, json ? DocumentFormat.JSON : DocumentFormat.YAML)) {
            case DropManifestReading.Valid(DropManifest manifest) -> new Reading.Valid(manifest);
            case DropManifestReading.Invalid invalid -> new Reading.Invalid(file(trigger) + ": " + invalid.describe());
        };
    }

    private static String file(SeenBlob trigger) {
        return trigger.file();
    }
}
