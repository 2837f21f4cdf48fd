package io.dropbatch.monitor.adapter.azurebatch;

import com.microsoft.rest.RestException;
import io.dropbatch.batch.BatchErrorResponse;
import io.dropbatch.batch.BatchRefusal;
import io.dropbatch.monitor.app.port.ThrottledException;
import java.util.Optional;
import java.util.function.Supplier;

/** Divides Batch's refusals into missing, throttled and other errors. */
final class BatchRefusals {

    private BatchRefusals() {}

    /** The answer; empty when Batch does not have what was asked for. */
    static <T> Optional<T> unlessMissing(Supplier<T> request) {
        try {
            return Optional.of(request.get());
        } catch (RestException refused) {
            return switch (BatchRefusal.of(refused)) {
                case BatchRefusal.Throttled(BatchErrorResponse response) ->
                    throw new ThrottledException(response.pause());
                case BatchRefusal.Rejected(BatchErrorResponse response) when response.isNotFound() -> Optional.empty();
                case BatchRefusal.Rejected rejected -> throw refused;
                case BatchRefusal.Denied denied -> throw refused;
                case BatchRefusal.Unavailable unavailable -> throw refused;
                case BatchRefusal.Unreachable unreachable -> throw refused;
            };
        }
    }
}
