package io.dropbatch.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a blob is a file whose content can be read. */
public enum BlobNature {
    FILE,

    /** A file in the archive tier: it is listed, but reading it is refused until it has been rehydrated. */
    ARCHIVED,

    /** A blob that storage tools write so that an empty folder shows: no file. */
    FOLDER;

    private static final String FOLDER_MARK = "hdi_isfolder";

    /**
     * @param metadata of the blob
     * @see <a href="https://learn.microsoft.com/azure/storage/blobs/data-lake-storage-known-issues">hdi_isfolder</a>
     */
    static BlobNature of(String path, long bytes, boolean archived, @Nullable Map<String, String> metadata) {
        if (bytes == 0 && (path.endsWith("/") || hasFolderMark(metadata))) {
            return FOLDER;
        }
        return archived ? ARCHIVED : FILE;
    }

    private static boolean hasFolderMark(@Nullable Map<String, String> metadata) {
        return metadata != null
                && metadata.entrySet().stream()
                        .anyMatch(entry -> entry.getKey().equalsIgnoreCase(FOLDER_MARK)
                                && "true".equalsIgnoreCase(entry.getValue()));
    }
}
