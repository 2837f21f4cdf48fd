package io.dropbatch.results.app;

import io.dropbatch.results.ResultsFixture;
import io.dropbatch.testing.SettableClock;

/** Runs the contract on stores in memory. */
class VerdictsInMemoryTest extends VerdictsContract {

    @Override
    ResultsFixture open(SettableClock clock) {
        return ResultsFixture.inMemory(clock);
    }
}
