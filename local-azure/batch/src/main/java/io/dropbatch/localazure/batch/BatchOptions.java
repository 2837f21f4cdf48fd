package io.dropbatch.localazure.batch;

import io.dropbatch.localazure.batch.events.ServiceLogSink;
import io.dropbatch.localazure.batch.limits.TaskLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The options of a local Batch account; each {@code with} method returns a changed copy. */
public final class BatchOptions {

    /** The name of a new local account; any name works. */
    public static final String DEFAULT_ACCOUNT = "localbatch";

    /** Not a secret: any client of the loopback address may use the local account. */
    public static final String DEFAULT_KEY =
            Base64.getEncoder().encodeToString("local azure batch, no secret".getBytes(StandardCharsets.US_ASCII));

    private final Path dataFolder;
    private String host = "127.0.0.1";
    private int port;
    private String account = DEFAULT_ACCOUNT;
    private String key = DEFAULT_KEY;
    private int cores = 10_000;
    private int activeJobQuota = 1_000;
    private Duration allocationTime = Duration.ZERO;
    private int poolQuota = 500;
    private Duration bootTime = Duration.ZERO;
    private boolean startTasks = true;
    private Clock clock = Clock.systemUTC();
    private Duration clockSkew = Duration.ofMinutes(15);
    private @Nullable ServiceLogSink serviceLog;
    private @Nullable Path applications;
    private @Nullable Supplier<String> autoStorage;
    private TaskLimits taskLimits = TaskLimits.NONE;
    private @Nullable String tokenAudience;

    private BatchOptions(Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    private BatchOptions(BatchOptions other) {
        dataFolder = other.dataFolder;
        host = other.host;
        port = other.port;
        account = other.account;
        key = other.key;
        cores = other.cores;
        activeJobQuota = other.activeJobQuota;
        allocationTime = other.allocationTime;
        poolQuota = other.poolQuota;
        bootTime = other.bootTime;
        startTasks = other.startTasks;
        clock = other.clock;
        clockSkew = other.clockSkew;
        serviceLog = other.serviceLog;
        applications = other.applications;
        autoStorage = other.autoStorage;
        taskLimits = other.taskLimits;
        tokenAudience = other.tokenAudience;
    }

    /**
     * A local account in a folder, on a free port of the loopback address. Only one server at a time may use the
     * folder.
     */
    public static BatchOptions in(Path dataFolder) {
        return new BatchOptions(dataFolder);
    }

    /** The address to listen on. */
    public String host() {
        return host;
    }

    /** The port to listen on, 0 for a free one. */
    public int port() {
        return port;
    }

    /** The folder of the account and its nodes. */
    public Path dataFolder() {
        return dataFolder;
    }

    public String account() {
        return account;
    }

    /** The account's key, Base64. */
    public String key() {
        return key;
    }

    /** The account's core quota, as on Azure. */
    public int cores() {
        return cores;
    }

    /** How many jobs may be unfinished at once. */
    public int activeJobQuota() {
        return activeJobQuota;
    }

    /** How long it takes to allocate or remove nodes. */
    public Duration allocationTime() {
        return allocationTime;
    }

    /** How many pools there may be. */
    public int poolQuota() {
        return poolQuota;
    }

    /** How long a node takes to start, and as long to be rebooted, reimaged or deallocated. */
    public Duration bootTime() {
        return bootTime;
    }

    /** Whether nodes run their start tasks. */
    public boolean startTasks() {
        return startTasks;
    }

    public Clock clock() {
        return clock;
    }

    /** How far the clock of a client that signs a request may be from this machine's. */
    public Duration clockSkew() {
        return clockSkew;
    }

    /** The sink of the account's service log, if any. */
    public Optional<ServiceLogSink> serviceLog() {
        return Optional.ofNullable(serviceLog);
    }

    /** The folder with the account's applications, if it has any. */
    public Optional<Path> applications() {
        return Optional.ofNullable(applications);
    }

    /** The connection string of the storage account that belongs to the account, if one does. */
    public Optional<Supplier<String>> autoStorage() {
        return Optional.ofNullable(autoStorage);
    }

    /** What a slot may use of the machine, in pools without own limits. */
    public TaskLimits taskLimits() {
        return taskLimits;
    }

    /** The audience of the access tokens that the account accepts beside its key, if it accepts any. */
    public Optional<String> tokenAudience() {
        return Optional.ofNullable(tokenAudience);
    }

    public BatchOptions withAddress(String newHost, int newPort) {
        require(newPort >= 0 && newPort <= 65_535, "port must be from 0 to 65535: " + newPort);
        return with(options -> {
            options.host = newHost;
            options.port = newPort;
        });
    }

    public BatchOptions withPort(int newPort) {
        return withAddress(host, newPort);
    }

    public BatchOptions withAccount(String newAccount, String newKey) {
        require(
                newAccount.matches("[a-z0-9]{3,24}"),
                "account must be 3 to 24 lower-case letters and digits: " + newAccount);
        require(Base64.getDecoder().decode(newKey).length > 0, "key must not be empty");
        return with(options -> {
            options.account = newAccount;
            options.key = newKey;
        });
    }

    public BatchOptions withQuotas(int newCores, int newActiveJobs) {
        require(newCores > 0 && newActiveJobs > 0, "cores and activeJobQuota must be positive");
        return with(options -> {
            options.cores = newCores;
            options.activeJobQuota = newActiveJobs;
        });
    }

    public BatchOptions withAllocationTime(Duration newTime) {
        require(!newTime.isNegative(), "allocationTime must not be negative: " + newTime);
        return with(options -> options.allocationTime = newTime);
    }

    public BatchOptions withPoolQuota(int newPools) {
        require(newPools > 0, "poolQuota must be positive");
        return with(options -> options.poolQuota = newPools);
    }

    public BatchOptions withBootTime(Duration newTime) {
        require(!newTime.isNegative(), "bootTime must not be negative: " + newTime);
        return with(options -> options.bootTime = newTime);
    }

    /**
     * Accepts and shows start tasks but does not run them. Start tasks install programs, which a developer may not want
     * on this machine; a pool that waits for one behaves as if it had succeeded.
     */
    public BatchOptions withoutStartTasks() {
        return with(options -> options.startTasks = false);
    }

    /** A clock that is also {@link io.dropbatch.localazure.batch.engine.time.EngineTimers} also runs the timers. */
    public BatchOptions withClock(Clock newClock) {
        return with(options -> options.clock = newClock);
    }

    public BatchOptions withClockSkew(Duration newSkew) {
        require(!newSkew.isNegative(), "clockSkew must not be negative: " + newSkew);
        return with(options -> options.clockSkew = newSkew);
    }

    /** Sends the account's service log to a sink, as a diagnostic setting does on Azure. */
    public BatchOptions withServiceLog(ServiceLogSink sink) {
        return with(options -> options.serviceLog = sink);
    }

    /** Offers the packages {@code <folder>/<application>/<version>.zip} to pools and tasks. */
    public BatchOptions withApplications(Path folder) {
        return with(options -> options.applications = folder);
    }

    /** Lets tasks name containers of a storage account; the connection string is read when a task first names one. */
    public BatchOptions withAutoStorage(Supplier<String> connectionString) {
        return with(options -> options.autoStorage = connectionString);
    }

    /**
     * Limits tasks for each slot that they take, such as {@code TaskLimits.NONE.withMemory("512m")}; pools may set
     * other limits. On a machine that cannot limit tasks the server does not start.
     */
    public BatchOptions withTaskLimits(TaskLimits perSlot) {
        return with(options -> options.taskLimits = perSlot);
    }

    /**
     * Accepts access tokens of Microsoft Entra ID beside the account's key. A token's audience has to be exactly this one, to
     * the slash; its signature is not checked, so only a test should ask for it.
     */
    public BatchOptions withTokens(String audience) {
        return with(options -> options.tokenAudience = audience);
    }

    private BatchOptions with(Consumer<BatchOptions> change) {
        BatchOptions changed = new BatchOptions(this);
        change.accept(changed);
        return changed;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
