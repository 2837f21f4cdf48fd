package io.dropbatch.monitor.domain;

import java.time.Instant;

/**
 * The times of a level's last known changes and looks.
 *
 * @param newest the newest transition seen, by Batch's clock; the epoch before the first
 * @param swept what {@code newest} was when a sweep last looked
 * @param movedAt when a task was last found to have ended, or the level began
 * @param lookedAt when Batch was last asked; the epoch before the first time
 */
public record LevelTimeline(Instant newest, Instant swept, Instant movedAt, Instant lookedAt) {

    static LevelTimeline begin(Instant now) {
        return new LevelTimeline(Instant.EPOCH, Instant.EPOCH, now, Instant.EPOCH);
    }

    LevelTimeline seen(Instant transition) {
        return new LevelTimeline(transition, swept, movedAt, lookedAt);
    }

    LevelTimeline moved(Instant now) {
        return new LevelTimeline(newest, swept, now, lookedAt);
    }

    /** A look for a signal does not change {@code swept}: the next sweep looks at those transitions again. */
    LevelTimeline looked(PollKind kind, Instant now) {
        return new LevelTimeline(newest, kind == PollKind.SIGNAL ? swept : newest, movedAt, now);
    }

    /** The next sweep looks at all transitions. */
    LevelTimeline notSwept() {
        return new LevelTimeline(newest, Instant.EPOCH, movedAt, lookedAt);
    }

    /** Transitions before this are not looked at again; the epoch for all of them. */
    Instant since(PollKind kind, PollKind.Overlaps overlaps) {
        return switch (kind) {
            case SIGNAL -> notBeforeEpoch(newest.minus(overlaps.signal()));
            case SWEEP -> notBeforeEpoch(swept.minus(overlaps.sweep()));
            case FULL -> Instant.EPOCH;
        };
    }

    private static Instant notBeforeEpoch(Instant instant) {
        return instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant;
    }
}
