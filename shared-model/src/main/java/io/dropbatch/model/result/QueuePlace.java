package io.dropbatch.model.result;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place of a job in the queue.
 *
 * @param position from 1
 * @param waiting how many jobs wait in all
 * @param before the drops that are to start next, at most five of them: {@code <workload>/<drop>}
 * @param startsInSeconds how long it may take until the job starts, by the rate at which places became free; absent when
 *     too few did
 * @param observations how many places became free, by which that was estimated
 * @param asOf when this was so
 */
public record QueuePlace(
        int position,
        int waiting,
        List<String> before,
        @Nullable Long startsInSeconds,
        int observations,
        Instant asOf) {

    public QueuePlace {
        before = List.copyOf(before);
    }
}
