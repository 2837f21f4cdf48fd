package io.dropbatch.submission.app.port;

import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.planning.drop.SeenBlob;

/** The manifests that users put into drops. */
public interface DropManifests {

    /** The result of reading a manifest. */
    sealed interface Reading {

        /** The file is a manifest. */
        record Valid(DropManifest manifest) implements Reading {}

        /** @param words what is wrong with it, line by line */
        record Invalid(String words) implements Reading {}

        /** The file has no content: some tools create a file first and write it later. */
        record Empty() implements Reading {}

        /** The blob is gone, or its content has changed since it was seen. */
        record Replaced() implements Reading {}
    }

    /** @param trigger the manifest as it was seen */
    Reading read(SeenBlob trigger);
}
