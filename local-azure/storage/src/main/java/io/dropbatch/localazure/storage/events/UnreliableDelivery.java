package io.dropbatch.localazure.storage.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A delivery that loses, duplicates and mixes up events at random, as much as Event Grid may in its worst hour. The same
 * seed makes the same choices for the same sequence of events. Not safe for use by several threads.
 */
public final class UnreliableDelivery {

    /**
     * How bad it is.
     *
     * @param lost percent of the events that never come
     * @param duplicated percent of the events that come twice
     * @param latest each copy comes after a random time up to this
     */
    public record Rates(int lost, int duplicated, Duration latest) {

        public Rates {
            if (lost < 0 || duplicated < 0 || lost + duplicated > 100 || latest.isNegative()) {
                throw new IllegalArgumentException("rates are percentages of at most 100 together, and times");
            }
        }
    }

    /** A copy of an event, and when to send it. */
    record Copy(BlobEvent event, Duration after) {}

    private final Rates rates;
    private final Random random;

    public UnreliableDelivery(Rates rates, long seed) {
        this.rates = rates;
        this.random = new Random(seed);
    }

    List<Copy> copies(BlobEvent event) {
        int fate = random.nextInt(100);
        if (fate < rates.lost()) {
            return List.of();
        }
        List<Copy> copies = new ArrayList<>();
        copies.add(new Copy(event, someTime()));
        if (fate < rates.lost() + rates.duplicated()) {
            copies.add(new Copy(event.copy(), someTime()));
        }
        return copies;
    }

    private Duration someTime() {
        return Duration.ofMillis(random.nextLong(rates.latest().toMillis() + 1));
    }
}
