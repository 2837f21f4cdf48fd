package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.account.PoolUsage;
import io.dropbatch.localazure.batch.engine.model.pool.HalfHour;
import io.dropbatch.localazure.batch.protocol.call.PagedListing;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One pool in one half hour, as Azure writes it.
 *
 * @param number its position among those of the half hour, which is stable since the half hour is over
 */
record UsageLine(PoolUsage usage, int number) {

    static final Map<String, Function<UsageLine, @Nullable Object>> PROPERTIES =
            Map.of("poolId", line -> line.usage().pool().value());

    private static final double MILLIS_AN_HOUR = 3_600_000;

    static Stream<UsageLine> of(List<PoolUsage> usages) {
        return IntStream.range(0, usages.size()).mapToObj(i -> new UsageLine(usages.get(i), i));
    }

    static ObjectNode write(UsageLine line) {
        PoolUsage usage = line.usage;
        ObjectNode document = JsonTrees.object().put("poolId", usage.pool().value());
        JsonTrees.put(document, "startTime", usage.interval().start());
        JsonTrees.put(document, "endTime", usage.interval().end());
        return document.put("vmSize", usage.vmSize())
                .put("totalCoreHours", usage.coreTime().toMillis() / MILLIS_AN_HOUR);
    }

    static String token(UsageLine line) {
        return line.usage.interval().number() + "." + line.number;
    }

    /** The position of the line that a token names. */
    static @Nullable Place place(@Nullable String token) {
        if (token == null) {
            return null;
        }
        if (!token.matches("\\d{1,9}\\.\\d{1,9}")) {
            throw PagedListing.badToken(token);
        }
        int dot = token.indexOf('.');
        return new Place(
                new HalfHour(Long.parseLong(token.substring(0, dot))), Integer.parseInt(token.substring(dot + 1)));
    }

    boolean follows(Place place) {
        return !usage.interval().equals(place.interval) || number > place.number;
    }

    /** Where in the list a page begins. */
    record Place(HalfHour interval, int number) {}
}
