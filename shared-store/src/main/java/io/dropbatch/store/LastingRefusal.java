package io.dropbatch.store;

import com.azure.storage.blob.models.BlobErrorCode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells refusals of storage that last from those that may pass. An authentication that failed is not among them: keys
 * are exchanged and clocks are set.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes">Error codes</a>
 */
final class LastingRefusal {

    private static final String NO_RIGHT =
            "This service has no right to do that: give its identity the role Storage Blob Data Contributor on the"
                    + " container, then upload the trigger again.";

    private static final Map<BlobErrorCode, String> REMEDIES = Map.ofEntries(
            Map.entry(
                    BlobErrorCode.BLOB_ARCHIVED,
                    "It is in the archive tier: set its tier to Hot or Cool, which takes hours, then upload the"
                            + " trigger again."),
            Map.entry(
                    BlobErrorCode.BLOB_BEING_REHYDRATED,
                    "It is still being fetched from the archive tier: upload the trigger again when that has ended."),
            Map.entry(BlobErrorCode.fromString("AuthorizationPermissionMismatch"), NO_RIGHT),
            Map.entry(BlobErrorCode.fromString("AuthorizationFailure"), NO_RIGHT),
            Map.entry(BlobErrorCode.INSUFFICIENT_ACCOUNT_PERMISSIONS, NO_RIGHT),
            Map.entry(
                    BlobErrorCode.fromString("BlobUsesCustomerSpecifiedEncryption"),
                    "It is encrypted with a key of its own, which this service has not: upload it without one, then"
                            + " the trigger again."),
            Map.entry(BlobErrorCode.INVALID_URI, "Storage does not accept its name: upload it under a plainer name."));

    private LastingRefusal() {}

    /** What a person can do about a refusal of this code; empty when it may pass. */
    static Optional<String> remedy(@Nullable BlobErrorCode code) {
        return Optional.ofNullable(code).map(REMEDIES::get);
    }
}
