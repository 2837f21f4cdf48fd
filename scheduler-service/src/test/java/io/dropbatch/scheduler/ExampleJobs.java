package io.dropbatch.scheduler;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.id.ApplicationRef;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlanExtent;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.SplitOutputs;
import io.dropbatch.model.workload.FailureTolerance;
import io.dropbatch.model.workload.ForEach;
import io.dropbatch.model.workload.Merge;
import io.dropbatch.model.workload.PoolTemplate;
import io.dropbatch.model.workload.RoundRule;
import io.dropbatch.model.workload.SplitTemplate;
import io.dropbatch.model.workload.StartCondition;
import io.dropbatch.model.workload.SubmissionLimits;
import io.dropbatch.model.workload.TaskTemplate;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.scheduler.domain.SchedulerSettings;
import io.dropbatch.scheduler.domain.pool.MarketplaceImage;
import io.dropbatch.scheduler.domain.pool.NodeImage;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import io.dropbatch.scheduler.domain.scale.SpotLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fresh values with boring defaults. */
public final class ExampleJobs {

    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    public static final NodeImage IMAGE =
            new NodeImage("canonical", "jammy", "22_04-lts", "latest", "batch.node.ubuntu 22.04");
    public static final MarketplaceImage MARKETPLACE_IMAGE = new MarketplaceImage(
            "canonical", "jammy", "22_04-lts", "latest", "batch.node.ubuntu 22.04", "22_04-lts-gen1");
    public static final PoolSpec POOL = new PoolSpec("Standard_D2s_v5", IMAGE, 0, 4, 2, null);

    /** As Azure offers it. */
    public static final PoolSpec UBUNTU_POOL = new PoolSpec(
            "Standard_D2s_v5",
            new NodeImage("canonical", "ubuntu-24_04-lts", "server", "latest", "batch.node.ubuntu 24.04"),
            0,
            4,
            2,
            null);

    public static final String COMMAND = "cat \"$INPUT\" > out.txt && mkdir -p charts/x && cp out.txt charts/x/a.png";

    private ExampleJobs() {}

    public static DropTrigger trigger(String workload, String drop) {
        return new DropTrigger("inbox", workload + "/" + drop + "/job.yaml", "0x1", NOON);
    }

    public static SubmissionId submission(String workload, String drop) {
        return trigger(workload, drop).submission();
    }

    public static Workload workload(String name, @Nullable Merge merge) {
        return workload(name, merge, null);
    }

    public static Workload workload(String name, @Nullable Merge merge, @Nullable String budget) {
        return new Workload(
                new WorkloadName(name),
                new ApplicationRef("app", "1.2"),
                List.of("java", "awk"),
                new StartCondition(StartCondition.On.MANIFEST, Duration.ofHours(1), null),
                new TaskTemplate(
                        new ForEach.EachFile(new Glob("*.csv")),
                        List.of(),
                        COMMAND,
                        List.of(new Glob("out.txt"), new Glob("charts/**/*.png")),
                        Map.of("SEED", "42"),
                        Duration.ofMinutes(20),
                        2),
                merge,
                new SubmissionLimits(100_000, Duration.ofHours(24), budget == null ? null : new BigDecimal(budget)),
                0,
                new PoolTemplate("Standard_D2s_v5", "ubuntu-22.04", 0, 4, 2, null),
                new FailureTolerance(BigDecimal.valueOf(50), true),
                null);
    }

    public static Merge merge(int fanIn) {
        return new Merge("cat \"$INPUTS\"/*/*.txt > all.txt", List.of(new Glob("all.txt")), fanIn, null);
    }

    public static Plan plan(String workload, String drop, int tasks, int sliceSize, @Nullable Merge merge) {
        return plan(workload(workload, merge), drop, tasks, sliceSize);
    }

    public static Plan plan(Workload workload, String drop, int tasks, int sliceSize) {
        return plan(workload, trigger(workload.name().value(), drop), tasks, sliceSize);
    }

    /** The plan of a job that files share. */
    public static Plan planOfFiles(String workload, String window, int tasks, int sliceSize) {
        return plan(workload(workload, null), DropTrigger.rolling("inbox", workload, window, NOON), tasks, sliceSize);
    }

    private static Plan plan(Workload workload, DropTrigger trigger, int tasks, int sliceSize) {
        return new Plan(
                trigger.submission(),
                workload,
                trigger,
                List.of(),
                null,
                Map.of("rate", "0.5"),
                workload.levels(tasks),
                sliceSize,
                tasks,
                tasks * 5L,
                List.of(),
                IgnoredFiles.NONE,
                new PlanExtent(task(1), List.of()));
    }

    /** Runs map and merge in rounds; no task may be missing. */
    public static Workload inRounds(String name, int max, Merge merge) {
        Workload once = workload(name, merge);
        return new Workload(
                once.name(),
                once.application(),
                once.requires(),
                once.start(),
                once.tasks(),
                merge,
                once.limits(),
                once.priority(),
                once.pool(),
                FailureTolerance.none(),
                once.tenant(),
                null,
                new RoundRule(max, "done"));
    }

    /** The first head of a drop that is to be split. */
    public static Plan toBeSplit(String workload, String drop, int sliceSize, @Nullable Merge merge) {
        Workload plain = workload(workload, merge);
        Workload splitting = new Workload(
                plain.name(),
                plain.application(),
                plain.requires(),
                plain.start(),
                plain.tasks(),
                merge,
                plain.limits(),
                plain.priority(),
                plain.pool(),
                plain.failure(),
                plain.tenant(),
                new SplitTemplate("cut-it", List.of(new Glob("parts/*"))),
                null);
        DropTrigger trigger = trigger(workload, drop);
        return new Plan(
                trigger.submission(),
                splitting,
                trigger,
                List.of(),
                null,
                Map.of(),
                merge == null ? List.of(1, 1) : List.of(1, 1, 1),
                sliceSize,
                1,
                5,
                List.of(),
                IgnoredFiles.NONE,
                new PlanExtent(task(1), List.of()));
    }

    /** The second head of a drop that was split into this many files. */
    public static Plan split(Plan first, int tasks) {
        @Nullable Merge merge = first.workload().merge();
        List<Integer> levels = new ArrayList<>(List.of(1));
        levels.addAll(merge == null ? List.of(tasks) : merge.levels(tasks));
        return new Plan(
                first.submission(),
                first.workload(),
                first.trigger(),
                first.shared(),
                null,
                first.parameters(),
                levels,
                first.sliceSize(),
                first.inputCount(),
                first.inputBytes(),
                List.of(),
                IgnoredFiles.NONE,
                first.extent(),
                new SplitOutputs("base/run/out/", tasks, tasks * 5L));
    }

    public static PlannedTask task(int index) {
        return new PlannedTask(
                index, List.of(new PlannedInput("in-" + index + ".csv", 5, "0x2", "ab".repeat(32))), null, Map.of());
    }

    public static JobFacts facts(String workload, String drop, int priority, Instant acceptedAt) {
        return new JobFacts(
                JobId.of(submission(workload, drop), 1),
                workload,
                workload,
                workload + "/" + drop,
                priority,
                acceptedAt,
                List.of(3, 2, 1));
    }

    public static SchedulerSettings settings(int maxActiveJobs) {
        return new SchedulerSettings(
                maxActiveJobs,
                Duration.ofMinutes(15),
                Duration.ofSeconds(20),
                Duration.ofHours(1),
                Duration.ofSeconds(15),
                Duration.ofMinutes(10),
                Duration.ofDays(7),
                new SpotLimits(3, Duration.ofHours(1)),
                Duration.ofMinutes(10),
                Duration.ofHours(24),
                Duration.ofDays(30));
    }
}
