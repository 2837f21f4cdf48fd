package io.dropbatch.scheduler.domain.queue;

import io.dropbatch.model.result.QueuePlace;
import java.time.Instant;

/**
 * The place that was announced last for a job, and whether another is worth an announcement: every step at the front,
 * each tenth further back, and when the job should have started by the last estimate.
 */
public record ToldPlace(int position, Instant expected) {

    private static final int FRONT = 10;
    private static final int PART = 10;

    public static ToldPlace of(QueuePlace place) {
        Long seconds = place.startsInSeconds();
        return new ToldPlace(
                place.position(), seconds == null ? Instant.MAX : place.asOf().plusSeconds(seconds));
    }

    public boolean isOutdated(int now, Instant time) {
        if (time.isAfter(expected)) {
            return true;
        }
        int steps = Math.abs(position - now);
        boolean atTheFront = Math.min(position, now) <= FRONT;
        return steps > 0 && (atTheFront || steps * PART >= position);
    }
}
