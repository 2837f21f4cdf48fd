package io.dropbatch.localazure.batch.metrics;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The measurements of the server itself.
 *
 * @param folder the folder of the account's log
 * @param lostEvents the number of lost events of the service log
 * @param taskLimits what limits tasks
 * @param memoryKills the number of runs that failed because they reached their memory limit
 */
public record ServerGauges(
        Path folder, LongSupplier lostEvents, Supplier<String> taskLimits, LongSupplier memoryKills) {}
