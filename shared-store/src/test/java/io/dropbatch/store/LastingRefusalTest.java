package io.dropbatch.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.models.BlobErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LastingRefusalTest {

    @ParameterizedTest
    @CsvSource({
        "BlobArchived,Hot or Cool",
        "BlobBeingRehydrated,when that has ended",
        "AuthorizationPermissionMismatch,Storage Blob Data Contributor",
        "AuthorizationFailure,Storage Blob Data Contributor",
        "InsufficientAccountPermissions,Storage Blob Data Contributor"
    })
    void says_what_to_do_about_what_cannot_pass(String code, String words) {
        assertThat(LastingRefusal.remedy(BlobErrorCode.fromString(code)))
                .get()
                .asString()
                .contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ServerBusy", "OperationTimedOut", "InternalError", "AuthenticationFailed", "BlobNotFound"})
    void leaves_to_retries_what_may_pass(String code) {
        assertThat(LastingRefusal.remedy(BlobErrorCode.fromString(code))).isEmpty();
    }
}
