package io.dropbatch.results.app;

import io.dropbatch.results.House;
import io.dropbatch.testing.SettableClock;

/** The verdicts on stores in memory. */
class VerdictsInMemoryTest extends VerdictsContract {

    @Override
    House open(SettableClock clock) {
        return House.inMemory(clock);
    }
}
