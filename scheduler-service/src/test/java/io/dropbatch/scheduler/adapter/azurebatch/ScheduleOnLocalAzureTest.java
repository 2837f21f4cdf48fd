package io.dropbatch.scheduler.adapter.azurebatch;

import static io.dropbatch.scheduler.ExampleJobs.POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.storage.blob.BlobServiceClient;
import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.CloudPool;
import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.ElevationLevel;
import com.microsoft.azure.batch.protocol.models.JobState;
import com.microsoft.azure.batch.protocol.models.TaskExecutionResult;
import com.microsoft.azure.batch.protocol.models.TaskListOptions;
import com.microsoft.azure.batch.protocol.models.TaskState;
import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.id.ApplicationRef;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.workload.NodeKind;
import io.dropbatch.model.workload.TaskTemplate;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.planning.task.JobRecipe;
import io.dropbatch.planning.task.MapRecipe;
import io.dropbatch.planning.task.TaskHarness;
import io.dropbatch.planning.task.TaskSpec;
import io.dropbatch.scheduler.ExampleJobs;
import io.dropbatch.scheduler.adapter.store.HarnessUpload;
import io.dropbatch.scheduler.adapter.store.NodeContainers;
import io.dropbatch.scheduler.adapter.store.SignedBlobAccess;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.domain.pool.NodeImage;
import io.dropbatch.scheduler.domain.pool.PoolSetup;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import io.dropbatch.scheduler.domain.pool.ScalingMode;
import io.dropbatch.scheduler.domain.scale.PoolDemand;
import io.dropbatch.store.BlobStore;
import io.dropbatch.store.StorageAccount;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sends the scheduler's requests to local Azure, whose nodes run the tasks. */
@Timeout(60)
class ScheduleOnLocalAzureTest {

    private static final ResourceManagerPools NO_MANAGER =
            new ResourceManagerPools("https://management.azure.com", "", () -> null);

    @TempDir
    static Path folder;

    private static StorageServer storageServer;
    private static BatchServer batchServer;
    private static BlobServiceClient blobs;
    private static StorageAccount storage;
    private static BatchServiceClient batch;
    private static AzureBatchPools pools;
    private static AzureBatchComputeAccount account;
    private static TaskHarness harness;

    @BeforeAll
    static void start() {
        storageServer = StorageServer.start(StorageOptions.in(folder.resolve("storage")));
        batchServer = BatchServer.start(
                BatchOptions.in(folder.resolve("batch")).withApplications(folder.resolve("packages")));
        storage = StorageAccount.connect(storageServer.connectionString(), null, null);
        blobs = storage.blobClient();
        List.of("applications", "inbox", "outputs", "system").forEach(blobs::createBlobContainerIfNotExists);
        harness = HarnessUpload.to(storage.blobs("system"));
        batch = BatchClientFactory.open(batchServer.endpoint().toString(), batchServer.account(), batchServer.key());
        pools = new AzureBatchPools(batch, NO_MANAGER, "", Clock.systemUTC());
        account = account(() -> {});
        storage.blobs("applications").write("app/1.2/hello.sh", bytes("echo hello"), "text/plain");
    }

    @AfterAll
    static void stop() {
        batchServer.close();
        storageServer.close();
    }

    @Test
    void runs_tasks_with_hostile_names_to_their_outputs() {
        List<String> names = List.of("a b';$(touch x).csv", "ünï/çødé.txt", "-rf", "x".repeat(200), "100%+#?&.csv");
        Plan plan = ExampleJobs.plan("sum", "hostile", names.size(), 1000, null);
        List<PlannedTask> tasks = IntStream.range(0, names.size())
                .mapToObj(i -> new PlannedTask(i + 1, List.of(input(plan, names.get(i))), null, Map.of()))
                .toList();

        JobId job = schedule(plan, tasks);

        awaitCompleted(job, names.size());
        assertThat(batch.tasks().list(job.value()))
                .allSatisfy(task -> assertThat(task.executionInfo().result()).isEqualTo(TaskExecutionResult.SUCCESS));
        List<String> uploaded = storage.blobs("outputs")
                .list("sum/" + plan.submission() + "/1/")
                .map(blob -> blob.path())
                .toList();
        assertThat(uploaded).filteredOn(path -> path.endsWith("/out/out.txt")).hasSize(names.size());
        assertThat(uploaded).filteredOn(path -> path.endsWith("/_task.json")).hasSize(names.size());
    }

    @Test
    void counts_everything_that_is_there_already_as_done() {
        Plan plan = ExampleJobs.plan("sum", "twice", 1, 1000, null);
        List<PlannedTask> tasks = List.of(new PlannedTask(1, List.of(input(plan, "a.csv")), null, Map.of()));

        schedule(plan, tasks);
        JobId job = schedule(plan, tasks);

        assertThat(batch.tasks().list(job.value())).hasSize(1);
    }

    @Test
    void closes_and_deletes_a_job_once_and_again() {
        Plan plan = ExampleJobs.plan("sum", "closing", 1, 1000, null);
        JobId job = schedule(plan, List.of(new PlannedTask(1, List.of(input(plan, "a.csv")), null, Map.of())));

        assertThat(account.activeJobs(Instant.now().plusSeconds(60))).contains(job);
        assertThat(account.terminate(job)).isInstanceOf(BatchAnswer.Done.class);
        await("the job to end")
                .atMost(Duration.ofSeconds(20))
                .until(() -> batch.jobs().get(job.value()).state() == JobState.COMPLETED);
        assertThat(account.terminate(job)).isInstanceOf(BatchAnswer.Done.class);
        assertThat(account.activeJobs(Instant.now().plusSeconds(60))).doesNotContain(job);
        assertThat(account.endedJobs(Instant.now().plusSeconds(60))).contains(job);
        assertThat(account.endedJobs(Instant.now().minusSeconds(3600))).doesNotContain(job);
        assertThat(account.addTasks(job, Duration.ofHours(1), tasks(plan, 1).iterator()))
                .isInstanceOfSatisfying(
                        BatchAnswer.Never.class,
                        never -> assertThat(never.reason().code()).isEqualTo(FailureCode.CANCELLED));
        assertThat(account.delete(job)).isInstanceOf(BatchAnswer.Done.class);
        assertThat(account.delete(job)).isInstanceOf(BatchAnswer.Done.class);
        assertThat(account.terminate(job)).isInstanceOf(BatchAnswer.Done.class);
    }

    @Test
    void leaves_the_disk_of_a_node_as_the_job_found_it() throws IOException {
        Plan plan = ExampleJobs.plan("sum", "disk", 1, 1000, null);
        JobId job = schedule(plan, List.of(new PlannedTask(1, List.of(input(plan, "a.csv")), null, Map.of())));
        awaitCompleted(job, 1);
        assertThat(preparedOnNodes(job)).anyMatch(path -> path.endsWith("/app/app/1.2/hello.sh"));

        account.terminate(job);

        await("the job to end")
                .atMost(Duration.ofSeconds(20))
                .until(() -> batch.jobs().get(job.value()).state() == JobState.COMPLETED);
        assertThat(preparedOnNodes(job)).isEmpty();
    }

    /** The files in the working directories of the job's preparation. */
    private static List<String> preparedOnNodes(JobId job) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("batch/nodes"))) {
            return files.map(Path::toString)
                    .filter(path -> path.contains(job.value()) && path.contains("/jobpreparation/wd/"))
                    .toList();
        }
    }

    @Test
    void refuses_a_task_with_more_files_than_batch_takes() {
        Plan plan = ExampleJobs.plan("sum", "many", 1, 1000, null);
        schedule(plan, List.of());
        List<PlannedInput> inputs = IntStream.range(0, 500)
                .mapToObj(i -> new PlannedInput("file-" + i, 1, "0x1", null))
                .toList();
        JobFacts facts = facts(plan);
        TaskSpec task = new MapRecipe(plan, facts, Duration.ZERO).task(new PlannedTask(1, inputs, null, Map.of()));

        BatchAnswer answer =
                account.addTasks(facts.job(), Duration.ofHours(1), List.of(task).iterator());

        assertThat(answer)
                .isInstanceOfSatisfying(
                        BatchAnswer.Never.class,
                        never -> assertThat(never.reason().message()).contains("32,768"));
    }

    @Test
    void reaches_the_crash_point_while_tasks_are_still_to_come() {
        Plan plan = ExampleJobs.plan("sum", "crash", 350, 1000, null);
        JobFacts facts = facts(plan);
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        AzureBatchComputeAccount watched = account(() -> seen.add(1));
        pools.ensure(POOL, () -> 4);
        watched.createJob(new JobRecipe(plan, facts, POOL.id(), harness).job());

        watched.addTasks(facts.job(), Duration.ofHours(1), tasks(plan, 350).iterator());

        assertThat(seen).hasSize(1);
        account.terminate(facts.job());
    }

    @Test
    void does_not_tell_signatures_when_batch_refuses() {
        PoolSpec broken = new PoolSpec(
                "Standard_D2s_v5", new NodeImage("no", "such", "image", "latest", "no agent"), 0, 1, 1000, null);

        BatchAnswer answer = pools.ensure(broken, () -> 1);

        assertThat(answer).isNotInstanceOf(BatchAnswer.Done.class);
        assertThat(answer.toString()).doesNotContain("sig=");
    }

    @Test
    void a_task_whose_spot_node_is_taken_away_runs_again_though_the_workload_allows_no_retry() throws Exception {
        Path begun = folder.resolve("begun");
        Plan plan = ExampleJobs.plan(
                patient("if [ ! -e " + begun + " ]; then touch " + begun + "; sleep 300; fi; " + ExampleJobs.COMMAND),
                "spot",
                1,
                1000);
        PoolSetup onSpot = new PoolSetup(NodeKind.SPOT, ScalingMode.RESIZE, List.of(), null, null, null);
        PoolSpec spot = new PoolSpec("Standard_D2s_v5", ExampleJobs.IMAGE, 0, 2, 1, null, onSpot, null);
        JobFacts facts = facts(plan);
        assertThat(pools.ensure(spot, () -> 1)).isInstanceOf(BatchAnswer.Done.class);
        assertThat(account.createJob(new JobRecipe(plan, facts, spot.id(), harness).job()))
                .isInstanceOf(BatchAnswer.Done.class);
        PlannedTask planned = new PlannedTask(1, List.of(input(plan, "a.csv")), null, Map.of());
        TaskSpec task = new MapRecipe(plan, facts, Duration.ofMinutes(15)).task(planned);
        account.addTasks(facts.job(), Duration.ofHours(1), List.of(task).iterator());
        await("the task to run").atMost(Duration.ofSeconds(30)).until(() -> Files.exists(begun));

        befall("preemptNode", spot.id(), ", \"duration\": \"PT1S\"");

        awaitCompleted(facts.job(), 1);
        assertThat(batch.tasks().list(facts.job().value())).singleElement().satisfies(ended -> {
            assertThat(ended.executionInfo().result()).isEqualTo(TaskExecutionResult.SUCCESS);
            assertThat(ended.executionInfo().retryCount()).isZero();
            assertThat(ended.executionInfo().requeueCount()).isEqualTo(1);
        });
    }

    @Test
    void a_task_of_two_nodes_that_loses_one_of_them_runs_again_as_a_whole() throws Exception {
        Path begun = folder.resolve("begun-on-two");
        Workload patient = patient(
                "if [ ! -e " + begun + " ]; then touch " + begun + "; sleep 300; fi; "
                        + "for host in $(echo $TASK_HOSTS | tr , ' '); do \"$TASK_REMOTE\" $host cat \"$INPUT\"; done > out.txt");
        Plan plan = ExampleJobs.plan(changed(patient, 2, patient.application()), "two-nodes", 1, 1000);
        PoolSpec pool = new PoolSpec("Standard_D2s_v5", ExampleJobs.IMAGE, 0, 4, 1, null, null, null, 2);
        JobFacts facts = facts(plan);
        assertThat(pools.ensure(pool, () -> new PoolDemand(pool, 1, Instant.MAX).nodes()))
                .isInstanceOf(BatchAnswer.Done.class);
        assertThat(account.createJob(new JobRecipe(plan, facts, pool.id(), harness).job()))
                .isInstanceOf(BatchAnswer.Done.class);
        PlannedTask planned = new PlannedTask(1, List.of(input(plan, "a.csv")), null, Map.of());
        TaskSpec task = new MapRecipe(plan, facts, Duration.ofMinutes(15)).task(planned);
        account.addTasks(facts.job(), Duration.ofHours(1), List.of(task).iterator());
        await("the task to run").atMost(Duration.ofSeconds(30)).until(() -> Files.exists(begun));

        befall("loseNode", pool.id(), ", \"nodeId\": \"" + secondNode(facts.job()) + "\"");

        awaitCompleted(facts.job(), 1);
        assertThat(batch.tasks().list(facts.job().value())).singleElement().satisfies(ended -> {
            assertThat(ended.executionInfo().result()).isEqualTo(TaskExecutionResult.SUCCESS);
            assertThat(ended.executionInfo().requeueCount()).isEqualTo(1);
            assertThat(ended.userIdentity().userName()).isEqualTo("dropbatch");
        });
        assertThat(storage.blobs("outputs")
                        .list("sum/" + plan.submission() + "/1/")
                        .map(blob -> blob.path())
                        .filter(path -> path.endsWith("/out.txt"))
                        .map(ScheduleOnLocalAzureTest::text))
                .containsExactly("content of a.csvcontent of a.csv");
        CloudPool made = batch.pools().get(pool.id());
        assertThat(made.enableInterNodeCommunication()).isTrue();
        assertThat(made.taskSlotsPerNode()).isEqualTo(1);
        assertThat(made.userAccounts()).singleElement().satisfies(account -> {
            assertThat(account.name()).isEqualTo("dropbatch");
            assertThat(account.elevationLevel()).isEqualTo(ElevationLevel.NON_ADMIN);
        });
    }

    @Test
    void an_application_package_of_the_account_comes_to_the_node_with_the_task() throws Exception {
        Files.createDirectories(folder.resolve("packages/Tool"));
        try (ZipOutputStream zip =
                new ZipOutputStream(Files.newOutputStream(folder.resolve("packages/Tool/1.0-b.zip")))) {
            zip.putNextEntry(new ZipEntry("bin/greet"));
            zip.write(bytes("#!/bin/sh\necho from the package"));
        }
        Plan plan = ExampleJobs.plan(
                changed(
                        patient("greet > out.txt; ls \"$APP_DIR\" >> out.txt"),
                        1,
                        new ApplicationRef("tool", "1.0-b", true)),
                "packaged",
                1,
                1000);

        JobId job = schedule(plan, List.of(new PlannedTask(1, List.of(input(plan, "a.csv")), null, Map.of())));

        awaitCompleted(job, 1);
        assertThat(storage.blobs("outputs")
                        .list("sum/" + plan.submission() + "/1/")
                        .map(blob -> blob.path())
                        .filter(path -> path.endsWith("/out.txt"))
                        .map(ScheduleOnLocalAzureTest::text))
                .containsExactly("from the package\nbin\n");
    }

    @Test
    void a_package_that_the_account_has_not_is_refused_before_anything_runs() throws Exception {
        Files.createDirectories(folder.resolve("packages/other"));
        Files.createFile(folder.resolve("packages/other/7.zip"));
        Files.createFile(folder.resolve("packages/other/8.zip"));

        assertThat(objection("other", "9"))
                .isEqualTo(
                        "the application 'other' of the Batch account has no version '9', but 7, 8: add the package to the"
                                + " account, or correct 'application' in the workload, and upload the trigger again");
        assertThat(objection("none", "9")).startsWith("the Batch account has no application 'none': add the package");
    }

    private static String objection(String application, String version) {
        Plan plan = ExampleJobs.plan(
                changed(patient("true"), 1, new ApplicationRef(application, version, true)), "refused", 1, 1000);
        JobFacts facts = facts(plan);
        return account.objection(
                        new JobRecipe(plan, facts, POOL.id(), harness).job(),
                        new MapRecipe(plan, facts, Duration.ZERO).task(ExampleJobs.task(1)))
                .orElseThrow()
                .message();
    }

    private static String text(String output) {
        return new String(storage.blobs("outputs").read(output).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    private static String secondNode(JobId job) {
        String task = batch.tasks().list(job.value()).getFirst().id();
        return batch.tasks()
                .listSubtasks(job.value(), task)
                .value()
                .getFirst()
                .nodeInfo()
                .nodeId();
    }

    /** The same on so many nodes, with that application. */
    private static Workload changed(Workload workload, int nodes, ApplicationRef application) {
        TaskTemplate tasks = workload.tasks();
        return new Workload(
                workload.name(),
                application,
                List.of(),
                workload.start(),
                new TaskTemplate(
                        tasks.forEach(),
                        tasks.shared(),
                        tasks.command(),
                        List.of(new Glob("out.txt")),
                        tasks.environment(),
                        tasks.timeout(),
                        tasks.retries(),
                        nodes),
                null,
                workload.limits(),
                0,
                workload.pool(),
                workload.failure(),
                null);
    }

    private static Workload patient(String command) {
        Workload usual = ExampleJobs.workload("sum", null);
        TaskTemplate tasks = usual.tasks();
        return new Workload(
                usual.name(),
                usual.application(),
                usual.requires(),
                usual.start(),
                new TaskTemplate(tasks.forEach(), List.of(), command, tasks.outputs(), Map.of(), tasks.timeout(), 0),
                null,
                usual.limits(),
                0,
                usual.pool(),
                usual.failure(),
                null);
    }

    private static void befall(String fault, String pool, String more) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(batchServer.endpoint().resolve("/_faults"))
                .header("Authorization", "Bearer " + batchServer.key())
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"" + fault + "\": {\"poolId\": \"" + pool + "\"" + more + "}}"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isLessThan(300);
        }
    }

    private static AzureBatchComputeAccount account(Runnable firstChunkAdded) {
        SignedBlobAccess access = new SignedBlobAccess(
                blobs,
                new NodeContainers("applications", "inbox", "outputs", "system"),
                Duration.ofDays(30),
                Clock.systemUTC());
        return new AzureBatchComputeAccount(batch, pools, access, Duration.ofHours(2), firstChunkAdded);
    }

    private static JobId schedule(Plan plan, List<PlannedTask> tasks) {
        JobFacts facts = facts(plan);
        MapRecipe recipe = new MapRecipe(plan, facts, Duration.ofMinutes(15));
        assertThat(pools.ensure(POOL, () -> 4)).isInstanceOf(BatchAnswer.Done.class);
        assertThat(account.createJob(new JobRecipe(plan, facts, POOL.id(), harness).job()))
                .isInstanceOf(BatchAnswer.Done.class);
        assertThat(account.addTasks(
                        facts.job(),
                        Duration.ofHours(24),
                        tasks.stream().map(recipe::task).iterator()))
                .isInstanceOf(BatchAnswer.Done.class);
        return facts.job();
    }

    private static List<TaskSpec> tasks(Plan plan, int count) {
        MapRecipe recipe = new MapRecipe(plan, facts(plan), Duration.ZERO);
        return IntStream.rangeClosed(1, count)
                .mapToObj(index -> recipe.task(ExampleJobs.task(index)))
                .toList();
    }

    private static JobFacts facts(Plan plan) {
        JobId job = JobId.of(plan.submission(), 1);
        return new JobFacts(job, plan.workload().name().value(), "sum", "sum/d1", 0, Instant.now(), plan.levels());
    }

    private static PlannedInput input(Plan plan, String name) {
        BlobStore inbox = storage.blobs("inbox");
        String etag = inbox.write(plan.trigger().prefix() + name, bytes("content of " + name), "text/csv");
        return new PlannedInput(name, bytes("content of " + name).length, etag, null);
    }

    private static void awaitCompleted(JobId job, int tasks) {
        await("all tasks to complete").atMost(Duration.ofSeconds(40)).until(() -> completed(job) == tasks);
    }

    private static long completed(JobId job) {
        return batch.tasks().list(job.value(), new TaskListOptions()).stream()
                .map(CloudTask::state)
                .filter(TaskState.COMPLETED::equals)
                .count();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
