package io.dropbatch.localazure.batch.protocol;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import java.util.Set;

/**
 * The supported versions of the API.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/batch-service-rest-api-versioning">Versioning</a>
 */
final class ApiVersion {

    private static final Set<String> SPOKEN =
            Set.of("2022-10-01.16.0", "2023-05-01.17.0", "2023-11-01.18.0", "2024-02-01.19.0", "2024-07-01.20.0");

    private ApiVersion() {}

    static void check(ApiCall call) {
        String version = call.query().get("api-version");
        if (version == null) {
            throw BatchError.of(ErrorCode.MissingRequiredQueryParameter).with("QueryParameterName", "api-version");
        }
        if (SPOKEN.contains(version)) {
            return;
        }
        // Versions from 2025 on are only a date.
        if (!version.matches("\\d{4}-\\d\\d-\\d\\d(\\.\\d{1,3}\\.\\d{1,3})?")) {
            throw BatchError.query("api-version", version, "A version like 2024-07-01.20.0 is expected.");
        }
        throw BatchError.of(ErrorCode.UnsupportedRequestVersion)
                .with("QueryParameterName", "api-version")
                .with("QueryParameterValue", version)
                .with("Reason", "Versions from 2022-10-01.16.0 to 2024-07-01.20.0 are spoken.");
    }
}
