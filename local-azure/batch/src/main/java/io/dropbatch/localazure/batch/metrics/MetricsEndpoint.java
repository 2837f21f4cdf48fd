package io.dropbatch.localazure.batch.metrics;

import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.protocol.endpoint.KeylessEndpoint;
import io.dropbatch.localazure.batch.protocol.endpoint.PageView;
import io.dropbatch.localazure.batch.protocol.endpoint.PageVisit;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The endpoints {@code /metrics} and {@code /health}. */
public final class MetricsEndpoint implements KeylessEndpoint {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String name;
    private final Account account;
    private final LifeCounts life;
    private final CallCounts calls;
    private final ServerGauges server;

    public MetricsEndpoint(String name, Account account, LifeCounts life, CallCounts calls, ServerGauges server) {
        this.name = name;
        this.account = account;
        this.life = life;
        this.calls = calls;
        this.server = server;
    }

    @Override
    public Optional<PageView> open(PageVisit visit) throws IOException {
        if (visit.at("metrics")) {
            return Optional.of(PageView.of(200, MetricsExposition.CONTENT_TYPE, metrics()));
        }
        return visit.at("health") ? Optional.of(health()) : Optional.empty();
    }

    private String metrics() throws IOException {
        MetricsExposition out = new MetricsExposition();
        new AccountGauges(account).write(out);
        life.write(out);
        calls.write(out);
        out.one("batch_log_bytes", "gauge", "Size of the log that remembers the account.", logSize());
        out.one(
                "batch_service_log_lost_total",
                "counter",
                "Events the service log lost.",
                server.lostEvents().getAsLong());
        out.one(
                "batch_task_memory_kills_total",
                "counter",
                "Runs that failed because they reached their memory limit.",
                server.memoryKills().getAsLong());
        Runtime runtime = Runtime.getRuntime();
        out.one("batch_heap_bytes", "gauge", "Heap in use.", runtime.totalMemory() - runtime.freeMemory());
        out.one("batch_uptime_seconds", "gauge", "Age of this process.", uptime() / 1000.0);
        return out.toString();
    }

    /** A server that cannot change its account within two seconds is unhealthy. */
    private PageView health() {
        boolean well = account.responds(PATIENCE);
        var document = JsonTrees.object()
                .put("status", well ? "UP" : "DOWN")
                .put("account", name)
                .put("pools", account.pools().size())
                .put("jobs", account.jobs().size())
                .put("taskLimits", server.taskLimits().get())
                .put("uptimeSeconds", uptime() / 1000);
        return PageView.of(
                well ? 200 : 503, "application/json", new String(JsonTrees.bytes(document), StandardCharsets.UTF_8));
    }

    private long logSize() throws IOException {
        try (Stream<Path> files = Files.list(server.folder())) {
            long size = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.exists(file) ? Files.size(file) : 0;
            }
            return size;
        }
    }

    private static long uptime() {
        return ManagementFactory.getRuntimeMXBean().getUptime();
    }
}
