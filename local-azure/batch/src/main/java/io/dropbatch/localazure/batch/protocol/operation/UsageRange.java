package io.dropbatch.localazure.batch.protocol.operation;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.engine.model.pool.HalfHour;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The requested half hours: those that overlap the requested time, and are complete and known.
 *
 * @param end the one after the last
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/pool/listusagemetrics">Pool - List Usage Metrics</a>
 */
record UsageRange(HalfHour first, HalfHour end) {

    private static final String START = "starttime";
    private static final String END = "endtime";

    /** An absent bound defaults to the last complete half hour. */
    static UsageRange of(ApiCall call, HalfHour oldest, HalfHour last) {
        Instant from = time(call, START);
        Instant to = time(call, END);
        Instant start = from == null ? last.start() : from;
        if (to != null && !to.isAfter(start)) {
            throw BatchError.query(
                    END,
                    to.toString(),
                    "A time after " + START + " is expected, which is that of the last interval if it is not said.");
        }
        HalfHour first = HalfHour.of(start);
        HalfHour end = to == null ? last : HalfHour.of(to.minusNanos(1));
        return new UsageRange(
                first.compareTo(oldest) < 0 ? oldest : first, (end.compareTo(last) < 0 ? end : last).next());
    }

    /** The half hours in order, all or from one on. */
    Stream<HalfHour> from(@Nullable HalfHour known) {
        HalfHour begin = known == null || known.compareTo(first) < 0 ? first : known;
        return Stream.iterate(begin, interval -> interval.compareTo(end) < 0, HalfHour::next);
    }

    private static @Nullable Instant time(ApiCall call, String name) {
        String text = call.query().get(name);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw BatchError.query(name, text, "An ISO 8601 time is expected.");
        }
    }
}
