package io.dropbatch.monitor.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.models.ComputeNodeError;
import com.microsoft.azure.batch.protocol.models.NameValuePair;
import com.microsoft.azure.batch.protocol.models.ResizeError;
import com.microsoft.azure.batch.protocol.models.TaskFailureInformation;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.monitor.domain.failure.BatchProblem;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.joda.time.DateTime;
import org.jspecify.annotations.Nullable;

/** Converts the SDK's times and failures into the monitor's types. */
final class SdkTranslation {

    private SdkTranslation() {}

    static @Nullable Instant instant(@Nullable DateTime time) {
        return time == null ? null : Instant.ofEpochMilli(time.getMillis());
    }

    static Instant instantOrEpoch(@Nullable DateTime time) {
        return time == null ? Instant.EPOCH : Instant.ofEpochMilli(time.getMillis());
    }

    static @Nullable BatchProblem trouble(@Nullable TaskFailureInformation failure) {
        return failure == null
                ? null
                : trouble(
                        code -> BatchFailureCodes.ofTask(code, failure.message()),
                        failure.code(),
                        failure.message(),
                        failure.details());
    }

    static BatchProblem resizeTrouble(ResizeError error) {
        return trouble(BatchFailureCodes::ofResize, error.code(), error.message(), error.values());
    }

    static BatchProblem nodeTrouble(ComputeNodeError error) {
        return trouble(BatchFailureCodes::ofNode, error.code(), error.message(), error.errorDetails());
    }

    private static BatchProblem trouble(
            Function<String, FailureCode> codes,
            @Nullable String code,
            @Nullable String message,
            @Nullable List<NameValuePair> details) {
        String name = code == null ? "Unknown" : code;
        return new BatchProblem(codes.apply(name), name, message == null ? "" : message, byName(details));
    }

    private static Map<String, String> byName(@Nullable List<NameValuePair> pairs) {
        Map<String, String> byName = new HashMap<>();
        for (NameValuePair pair : pairs == null ? List.<NameValuePair>of() : pairs) {
            if (pair.name() != null && pair.value() != null) {
                byName.put(pair.name(), pair.value());
            }
        }
        return byName;
    }
}
