package io.dropbatch.submission.app.port;

import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.submission.domain.SeenBlob;

/** The manifests that users put into drops. */
public interface DropManifests {

    /** What came of reading one. */
    sealed interface Reading {

        /** The file is a manifest. */
        record Valid(DropManifest manifest) implements Reading {}

        /** @param words what is wrong with it, line by line */
        record Invalid(String words) implements Reading {}

        /** The blob is gone, or has another content than the one that was seen. */
        record Replaced() implements Reading {}
    }

    /** @param trigger the manifest as it was seen */
    Reading read(SeenBlob trigger);
}
