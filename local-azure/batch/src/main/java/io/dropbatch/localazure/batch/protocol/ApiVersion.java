package io.dropbatch.localazure.batch.protocol;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;

/** The versions of the API that are spoken: from 2022-10-01.16.0 to 2024-07-01.20.0. */
final class ApiVersion {

    private static final String OLDEST = "2022-10-01";
    private static final String NEWEST = "2024-07-01";

    private ApiVersion() {}

    static void check(Call call) {
        String version = call.query().get("api-version");
        if (version == null) {
            throw BatchError.of(ErrorCode.MissingRequiredQueryParameter).with("QueryParameterName", "api-version");
        }
        String day = version.length() < 10 ? "" : version.substring(0, 10);
        boolean known = version.matches("\\d{4}-\\d\\d-\\d\\d\\.\\d{1,3}\\.\\d{1,3}")
                && day.compareTo(OLDEST) >= 0
                && day.compareTo(NEWEST) <= 0;
        if (!known) {
            throw BatchError.query(
                    "api-version", version, "Versions from " + OLDEST + " to " + NEWEST + " are spoken.");
        }
    }
}
