package io.dropbatch.localazure.batch.metrics;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What is measured of the server around an account.
 *
 * @param folder where the account keeps its log
 * @param lostEvents how many events of the service log were lost
 * @param taskLimits what limits tasks
 * @param memoryKills how many runs failed because they reached their memory limit
 */
public record ServerGauges(
        Path folder, LongSupplier lostEvents, Supplier<String> taskLimits, LongSupplier memoryKills) {}
