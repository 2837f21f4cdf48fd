package io.dropbatch.scheduler;

import io.dropbatch.bus.CrashPoints;
import io.dropbatch.scheduler.adapter.metrics.MeteredCostStore;
import io.dropbatch.scheduler.adapter.metrics.SchedulingMeters;
import io.dropbatch.scheduler.adapter.store.CostRow;
import io.dropbatch.scheduler.adapter.store.TableCostStore;
import io.dropbatch.scheduler.app.cost.CostRound;
import io.dropbatch.scheduler.app.cost.MeterJobs;
import io.dropbatch.scheduler.app.cost.QuoteJob;
import io.dropbatch.scheduler.app.cost.StopAtBudget;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.ComputePools;
import io.dropbatch.scheduler.app.port.CostStore;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.store.StorageAccount;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what quotes a job, meters its costs and stops it at its budget. */
@Configuration(proxyBeanMethods = false)
class CostConfiguration {

    /** Takes the prices, so that a bad one is reported before anything is sent. */
    @Bean
    CostStore costStore(StorageAccount storage, CostProperties prices, SchedulingMeters meters) {
        TableCostStore costs = new TableCostStore(storage.rows(SchedulerConfiguration.TABLE, CostRow.class));
        return new MeteredCostStore(costs, meters);
    }

    @Bean
    QuoteJob quoteJob(SchedulerProperties properties, PoolProperties pools, CostProperties prices, CostStore costs) {
        return new QuoteJob(properties.catalogue(pools.offered()), prices.table(), costs);
    }

    @Bean
    MeterJobs meterJobs(CostStore costs, ComputePools pools, JobStore jobs, Clock clock) {
        return new MeterJobs(costs, pools, jobs, clock);
    }

    @Bean
    CostRound costRound(MeterJobs meter, CostStore costs, ComputeAccount compute, CrashPoints crashPoints) {
        return new CostRound(meter, new StopAtBudget(costs, compute, crashPoints::reached));
    }
}
