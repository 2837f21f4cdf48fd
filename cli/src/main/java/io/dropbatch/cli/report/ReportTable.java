package io.dropbatch.cli.report;

import io.dropbatch.cli.report.SystemReport.BusEntity;
import io.dropbatch.cli.report.SystemReport.Pool;
import io.dropbatch.cli.report.SystemReport.Program;
import io.dropbatch.cli.report.SystemReport.ServiceLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report as lines for a person: one for each program and one for each subject. */
public final class ReportTable {

    private static final double PERCENT = 100;

    private final List<String> lines = new ArrayList<>();

    private ReportTable() {}

    public static List<String> of(SystemReport report) {
        ReportTable table = new ReportTable();
        report.programs().forEach(table::program);
        int programs = table.lines.size();
        table.subjects(report);
        if (table.lines.size() > programs) {
            table.lines.add(programs, "");
        }
        return table.lines;
    }

    private void program(Program program) {
        lines.add("%-12s %-9s %-8s %-10s %-24s %s"
                .formatted(
                        program.name(),
                        program.state(),
                        program.pid() == null ? "" : program.pid(),
                        program.uptimeSeconds() == null ? "" : program.uptimeSeconds() + " s",
                        program.url() == null ? "" : program.url(),
                        program.version() == null ? "" : program.version())
                .stripTrailing());
    }

    private void subjects(SystemReport report) {
        if (report.drops() != null) {
            line(
                    "drops",
                    "%d accepted, %d rejected%s%s",
                    report.drops().accepted(),
                    report.drops().rejected(),
                    listed(report.drops().rejectedByCode()),
                    waiting(report.drops().waiting()));
        }
        if (report.outcomes() != null) {
            line(
                    "outcomes",
                    "%d ready, %d partial, %d failed%s, %d open",
                    report.outcomes().ready(),
                    report.outcomes().partial(),
                    report.outcomes().failed(),
                    listed(report.outcomes().failedByCode()),
                    report.outcomes().open());
        }
        if (report.jobs() != null) {
            line(
                    "jobs",
                    "%d active%s%s%s",
                    report.jobs().active(),
                    report.jobs().activeLimit() == null
                            ? ""
                            : " of at most " + report.jobs().activeLimit(),
                    listed(report.jobs().byState()),
                    waiting(report.jobs().waiting()));
        }
        if (report.tasks() != null) {
            line(
                    "tasks",
                    "%d open, %d succeeded, %d failed%s, %d retries, %d preempted",
                    report.tasks().open(),
                    report.tasks().succeeded(),
                    report.tasks().failed(),
                    listed(report.tasks().failedByCode()),
                    report.tasks().retries(),
                    report.tasks().preempted());
        }
        if (report.pools() != null) {
            report.pools().forEach(this::pool);
        }
        report.serviceLevels().stream().filter(level -> level.count() > 0).forEach(this::level);
        if (report.bus() != null) {
            report.bus().stream().filter(ReportTable::isTold).forEach(this::entity);
        }
        if (!report.recoveries().isEmpty()) {
            line("recovered", "%s", list(report.recoveries()));
        }
    }

    private void pool(Pool pool) {
        String nodes = pool.nodes().entrySet().stream()
                .filter(kind -> !kind.getValue().isEmpty())
                .map(kind -> kind.getKey() + ": " + list(kind.getValue()))
                .collect(Collectors.joining("; "));
        line("pool", "%s: %d slots%s", pool.name(), pool.slots(), nodes.isEmpty() ? ", no nodes" : ", " + nodes);
    }

    private void level(ServiceLevel level) {
        line(
                level.name(),
                "p50 %s, p95 %s, p99 %s of %d%s%s",
                seconds(level.p50()),
                seconds(level.p95()),
                seconds(level.p99()),
                level.count(),
                level.objectiveSeconds() == null ? "" : "; objective " + seconds(level.objectiveSeconds()),
                level.withinObjective() == null
                        ? ""
                        : String.format(Locale.ROOT, ", held by %.1f %%", level.withinObjective() * PERCENT));
    }

    private static boolean isTold(BusEntity entity) {
        return entity.active() > 0 || entity.deadLetters() > 0;
    }

    private void entity(BusEntity entity) {
        line(
                "bus",
                "%s: %d waiting%s, %d dead letters",
                entity.entity(),
                entity.active(),
                entity.oldestSeconds() == null || entity.active() == 0
                        ? ""
                        : ", the oldest for " + seconds(entity.oldestSeconds()),
                entity.deadLetters());
    }

    private void line(String subject, String format, @Nullable Object... facts) {
        lines.add(String.format(Locale.ROOT, "%-18s ", subject) + String.format(Locale.ROOT, format, facts));
    }

    private static String waiting(Map<String, Long> reasons) {
        return reasons.isEmpty() ? "" : "; waiting for " + list(reasons);
    }

    private static String listed(Map<String, Long> counts) {
        return counts.isEmpty() ? "" : " (" + list(counts) + ")";
    }

    private static String list(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String seconds(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.2f s", value);
    }
}
