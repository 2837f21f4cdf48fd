package io.dropbatch.scheduler;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.bus.CrashPoints;
import io.dropbatch.bus.MessageSender;
import io.dropbatch.bus.metrics.SweepMeter;
import io.dropbatch.model.call.CallObserver;
import io.dropbatch.model.retry.Backoff;
import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.planning.task.TaskHarness;
import io.dropbatch.scheduler.adapter.azurebatch.AzureBatchComputeAccount;
import io.dropbatch.scheduler.adapter.azurebatch.AzureBatchPoolObserver;
import io.dropbatch.scheduler.adapter.azurebatch.AzureBatchPools;
import io.dropbatch.scheduler.adapter.azurebatch.ResourceManagerPools;
import io.dropbatch.scheduler.adapter.metrics.MeteredComputeAccount;
import io.dropbatch.scheduler.adapter.metrics.MeteredJobStore;
import io.dropbatch.scheduler.adapter.metrics.PoolMeters;
import io.dropbatch.scheduler.adapter.metrics.SchedulingMeters;
import io.dropbatch.scheduler.adapter.store.BlobPlanReader;
import io.dropbatch.scheduler.adapter.store.BlobVerifiedOutputs;
import io.dropbatch.scheduler.adapter.store.CancelledTaskRow;
import io.dropbatch.scheduler.adapter.store.HarnessUpload;
import io.dropbatch.scheduler.adapter.store.IdentityBlobAccess;
import io.dropbatch.scheduler.adapter.store.JobRow;
import io.dropbatch.scheduler.adapter.store.NodeContainers;
import io.dropbatch.scheduler.adapter.store.SignedBlobAccess;
import io.dropbatch.scheduler.adapter.store.TableCancelledTasks;
import io.dropbatch.scheduler.adapter.store.TableJobStore;
import io.dropbatch.scheduler.app.AdmitJob;
import io.dropbatch.scheduler.app.AdvanceJob;
import io.dropbatch.scheduler.app.BeginMap;
import io.dropbatch.scheduler.app.CancelJob;
import io.dropbatch.scheduler.app.CancelTask;
import io.dropbatch.scheduler.app.CleanUp;
import io.dropbatch.scheduler.app.CloseJob;
import io.dropbatch.scheduler.app.JobAdmission;
import io.dropbatch.scheduler.app.JobLimits;
import io.dropbatch.scheduler.app.PauseJob;
import io.dropbatch.scheduler.app.Reconciler;
import io.dropbatch.scheduler.app.SubmissionFailurePolicy;
import io.dropbatch.scheduler.app.SubmitSlice;
import io.dropbatch.scheduler.app.WakeStuck;
import io.dropbatch.scheduler.app.cost.CostRound;
import io.dropbatch.scheduler.app.cost.MeterJobs;
import io.dropbatch.scheduler.app.cost.QuoteJob;
import io.dropbatch.scheduler.app.level.BeginJob;
import io.dropbatch.scheduler.app.level.LevelHandover;
import io.dropbatch.scheduler.app.level.MapLevel;
import io.dropbatch.scheduler.app.level.MergeLevel;
import io.dropbatch.scheduler.app.level.PreviousRound;
import io.dropbatch.scheduler.app.level.SplitLevel;
import io.dropbatch.scheduler.app.pool.JobPool;
import io.dropbatch.scheduler.app.pool.KeepPools;
import io.dropbatch.scheduler.app.pool.PoolDemands;
import io.dropbatch.scheduler.app.port.BlobAccess;
import io.dropbatch.scheduler.app.port.CancelledTasks;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.ComputePools;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.PlanReader;
import io.dropbatch.scheduler.app.port.SchedulerTelemetry;
import io.dropbatch.scheduler.app.port.VerifiedOutputs;
import io.dropbatch.scheduler.domain.SchedulerSettings;
import io.dropbatch.service.AzureProperties;
import io.dropbatch.service.BatchAddress;
import io.dropbatch.service.ConfigurationProblem;
import io.dropbatch.service.ContainerNames;
import io.dropbatch.service.NeededContainers;
import io.dropbatch.service.PeriodicTask;
import io.dropbatch.service.ServiceObjectives;
import io.dropbatch.store.BlobStore;
import io.dropbatch.store.StorageAccount;
import io.dropbatch.store.cloud.CloudAddresses;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the scheduler's use cases to their adapters. */
@Configuration(proxyBeanMethods = false)
class SchedulerConfiguration {

    static final String TABLE = "scheduler";
    private static final String MID_SUBMISSION = "scheduler.mid-submission";
    private static final String ROUND_LISTED = "scheduler.round-listed";
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    @Bean
    static NeededContainers neededContainers() {
        return NeededContainers.of(
                ContainerNames::applications, ContainerNames::inbox, ContainerNames::outputs, ContainerNames::system);
    }

    @Bean
    SchedulerSettings settings(
            SchedulerProperties properties,
            PoolProperties pools,
            SubmissionTiming timing,
            RetentionProperties retention) {
        return new SchedulerSettings(
                properties.maxActiveJobs(),
                timing.taskMargin(),
                timing.stuckAfter(),
                timing.giveUpAfter(),
                timing.quotaPause(),
                properties.idlePool(),
                properties.unusedPool(),
                pools.spotLimits(),
                timing.strayGrace(),
                retention.jobRetention(),
                retention.rememberClosed());
    }

    @Bean
    BatchServiceClient batchClient(AzureProperties azure, CloudAddresses cloud, CallObserver observer) {
        BatchAddress batch = azure.batch().required();
        return BatchClientFactory.open(batch.endpoint(), batch.account(), batch.accessKey(), cloud, observer);
    }

    @Bean
    BlobStore system(StorageAccount storage, ContainerNames containers) {
        return storage.blobs(containers.system());
    }

    @Bean
    SchedulingMeters schedulingMeters(MeterRegistry meters, ServiceObjectives objectives, Clock clock) {
        return new SchedulingMeters(meters, clock, objectives.dropToJob());
    }

    /** Takes all settings, so that a bad one is reported before this bean, the first that sends anything, exists. */
    @Bean
    JobStore jobStore(
            StorageAccount storage,
            BatchServiceClient batch,
            SchedulerSettings settings,
            SchedulingMeters schedulingMeters,
            MeterRegistry meters,
            Clock clock) {
        TableJobStore jobs = new TableJobStore(storage.rows(TABLE, JobRow.class));
        return new MeteredJobStore(jobs, schedulingMeters, settings.maxActiveJobs(), meters, clock);
    }

    @Bean
    PlanReader plans(BlobStore system) {
        return new BlobPlanReader(system);
    }

    @Bean
    VerifiedOutputs verifiedOutputs(BlobStore system) {
        return new BlobVerifiedOutputs(system);
    }

    @Bean
    TaskHarness harness(BlobStore system) {
        return HarnessUpload.to(system);
    }

    @Bean
    BlobAccess blobAccess(StorageAccount account, AzureProperties azure, RetentionProperties retention, Clock clock) {
        ContainerNames names = azure.containers();
        NodeContainers containers =
                new NodeContainers(names.applications(), names.inbox(), names.outputs(), names.system());
        if (azure.batch().nodesHaveIdentity()) {
            String address = account.blobClient().getAccountUrl();
            return new IdentityBlobAccess(address, containers, azure.batch().identity());
        }
        if (!azure.storage().hasKey()) {
            throw new ConfigurationProblem(
                    "dropbatch.batch.identity",
                    "has to be set to the resource id of the pools' managed identity: without the storage account's key"
                            + " nodes can be given access to files in no other way");
        }
        return new SignedBlobAccess(account.blobClient(), containers, retention.longestSignature(), clock);
    }

    @Bean
    AzureBatchPools computePools(
            BatchServiceClient client,
            AzureProperties azure,
            PoolProperties properties,
            CloudAddresses cloud,
            Clock clock) {
        String address =
                properties.resourceManager().isEmpty() ? cloud.resourceManager() : properties.resourceManager();
        // The credential is looked for only when a pool with an identity is to be made.
        ResourceManagerPools manager = new ResourceManagerPools(address, properties.accountId(), cloud::identity);
        return new AzureBatchPools(client, manager, azure.batch().identity(), clock);
    }

    @Bean
    PoolDemands poolDemands(JobStore jobs, ComputePools pools, Clock clock) {
        return new PoolDemands(jobs, pools, clock);
    }

    @Bean
    ComputeAccount computeAccount(
            BatchServiceClient client,
            AzureBatchPools pools,
            RetentionProperties retention,
            BlobAccess access,
            CrashPoints crashPoints,
            SchedulingMeters meters) {
        ComputeAccount account = new AzureBatchComputeAccount(
                client, pools, access, retention.taskRetention(), () -> crashPoints.reached(MID_SUBMISSION));
        return new MeteredComputeAccount(account, meters);
    }

    @Bean
    JobAdmission admission(JobStore jobs, SchedulerSettings settings, Clock clock) {
        return new JobAdmission(jobs, settings, clock);
    }

    @Bean
    CloseJob closeJob(
            JobStore jobs,
            ComputeAccount compute,
            JobAdmission admission,
            MeterJobs meter,
            CrashPoints crashPoints,
            Clock clock) {
        return new CloseJob(jobs, compute, admission, meter, crashPoints::reached, clock);
    }

    @Bean
    CancelJob cancelJob(
            JobStore jobs, CloseJob close, ComputeAccount compute, SchedulerTelemetry telemetry, Clock clock) {
        return new CancelJob(jobs, close, compute, telemetry, clock);
    }

    @Bean
    CancelledTasks cancelledTasks(StorageAccount storage) {
        return new TableCancelledTasks(storage.rows(TABLE, CancelledTaskRow.class));
    }

    @Bean
    CancelTask cancelTask(JobStore jobs, CancelledTasks cancelledTasks, CloseJob close, ComputeAccount compute) {
        return new CancelTask(jobs, cancelledTasks, close, compute, RandomGenerator.getDefault());
    }

    @Bean
    PauseJob pauseJob(
            JobStore jobs, ComputeAccount compute, JobAdmission admission, CrashPoints crashPoints, Clock clock) {
        return new PauseJob(jobs, compute, admission, crashPoints::reached, clock);
    }

    @Bean
    AdmitJob admitJob(
            JobStore jobs, PlanReader plans, QuoteJob quotes, JobLimits limits, JobAdmission admission, Clock clock) {
        return new AdmitJob(jobs, plans, quotes, limits, admission, clock);
    }

    @Bean
    JobLimits jobLimits(ComputeAccount compute, TaskHarness harness, SchedulerSettings settings, BlobAccess access) {
        return new JobLimits(compute, harness, settings, access.longest());
    }

    @Bean
    JobPool jobPool(ComputePools pools, PoolDemands demands) {
        return new JobPool(pools, demands);
    }

    @Bean
    KeepPools keepPools(ComputePools pools, PoolDemands demands, SchedulerSettings settings, Clock clock) {
        return new KeepPools(pools, demands, settings, clock);
    }

    @Bean
    PreviousRound previousRound(VerifiedOutputs outputs, CrashPoints crashPoints) {
        return new PreviousRound(outputs, () -> crashPoints.reached(ROUND_LISTED));
    }

    @Bean
    MapLevel mapLevel(
            PlanReader plans,
            VerifiedOutputs outputs,
            PreviousRound previousRound,
            ComputeAccount compute,
            SchedulerSettings settings,
            DropTraces traces) {
        return new MapLevel(plans, outputs, previousRound, compute, settings, traces);
    }

    @Bean
    MergeLevel mergeLevel(
            VerifiedOutputs outputs,
            PreviousRound previousRound,
            ComputeAccount compute,
            SchedulerSettings settings,
            DropTraces traces) {
        return new MergeLevel(outputs, previousRound, compute, settings, traces);
    }

    @Bean
    LevelHandover levelHandover(
            PlanReader plans,
            JobPool jobPool,
            ComputeAccount compute,
            TaskHarness harness,
            MapLevel mapLevel,
            MergeLevel mergeLevel,
            SchedulerSettings settings,
            DropTraces traces) {
        return new LevelHandover(
                plans,
                new BeginJob(jobPool, compute, harness, traces),
                new SplitLevel(plans, compute, settings, traces),
                mapLevel,
                mergeLevel,
                traces);
    }

    @Bean
    BeginMap beginMap(
            JobStore jobs,
            PlanReader plans,
            JobLimits limits,
            CloseJob close,
            SchedulerTelemetry telemetry,
            Clock clock) {
        return new BeginMap(jobs, plans, limits, close, telemetry, clock);
    }

    @Bean
    SubmitSlice submitSlice(
            JobStore jobs,
            LevelHandover handover,
            SubmissionFailurePolicy failurePolicy,
            ComputeAccount compute,
            SchedulerTelemetry telemetry,
            Clock clock) {
        return new SubmitSlice(jobs, handover, failurePolicy, compute, telemetry, clock);
    }

    @Bean
    SubmissionFailurePolicy failurePolicy(
            JobStore jobs, CloseJob close, JobAdmission admission, SchedulerSettings settings, Clock clock) {
        // A busy Batch account refuses many jobs at the same moment.
        Backoff backoff = Backoff.doubling(FIRST_PAUSE, LONGEST_PAUSE)
                .withFullJitter(() -> ThreadLocalRandom.current().nextDouble());
        return new SubmissionFailurePolicy(jobs, close, admission, settings, backoff, clock);
    }

    @Bean
    AdvanceJob advanceJob(JobStore jobs, CloseJob close, SchedulerTelemetry telemetry, Clock clock) {
        return new AdvanceJob(jobs, close, telemetry, clock);
    }

    @Bean
    Reconciler reconciler(
            JobStore jobs,
            JobAdmission admission,
            ComputeAccount compute,
            Reconciler.PoolRounds rounds,
            SchedulerSettings settings,
            SchedulerTelemetry telemetry,
            Clock clock) {
        return new Reconciler(
                jobs,
                admission,
                new WakeStuck(settings, clock),
                new CleanUp(compute, settings, telemetry, clock),
                rounds);
    }

    @Bean
    Reconciler.PoolRounds poolRounds(KeepPools pools, CostRound costs, PauseJob pauses, CancelTask cancelTask) {
        return new Reconciler.PoolRounds(pools, costs, pauses, cancelTask);
    }

    @Bean
    PeriodicTask jobsRound(
            Reconciler reconciler, MessageSender sender, SchedulerProperties properties, MeterRegistry meters) {
        Runnable round = () -> sender.send(reconciler.lookAtJobs());
        return PeriodicTask.every(properties.every().jobs(), "jobs", new SweepMeter(meters, "jobs").timed(round));
    }

    @Bean
    PeriodicTask poolsRound(
            Reconciler reconciler, MessageSender sender, SchedulerProperties properties, MeterRegistry meters) {
        Runnable round = () -> {
            sender.send(reconciler.lookAtPools());
            reconciler.stopAtBudget();
        };
        return PeriodicTask.every(properties.every().pools(), "pools", new SweepMeter(meters, "pools").timed(round));
    }

    @Bean
    PeriodicTask cleanUpRound(Reconciler reconciler, SchedulerProperties properties, MeterRegistry meters) {
        Runnable round = new SweepMeter(meters, "clean-up").timed(reconciler::cleanUp);
        return PeriodicTask.every(properties.every().cleanUp(), "clean-up", round);
    }

    @Bean
    PeriodicTask poolObservation(
            BatchServiceClient batch, ObservationProperties properties, MeterRegistry meters, Clock clock) {
        PoolMeters pools = new PoolMeters(new AzureBatchPoolObserver(batch), meters, clock);
        return PeriodicTask.every(properties.observe(), "pool-observation", pools::look);
    }
}
