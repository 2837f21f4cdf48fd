package io.dropbatch.cli.ping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;

/** Minimum, average and maximum of each stage of some runs. */
record PingReport(Map<String, StageTimes> stages) {

    /** @param runs that had this stage: a drop need not be seen in every state */
    record StageTimes(long runs, long minMillis, long avgMillis, long maxMillis) {

        private static StageTimes of(List<Duration> times) {
            LongSummaryStatistics all =
                    times.stream().mapToLong(Duration::toMillis).summaryStatistics();
            return new StageTimes(all.getCount(), all.getMin(), Math.round(all.getAverage()), all.getMax());
        }
    }

    static PingReport of(List<PingRun> runs) {
        Map<String, List<Duration>> times = new LinkedHashMap<>();
        for (PingRun run : runs) {
            run.stages()
                    .forEach((stage, time) -> times.computeIfAbsent(stage, name -> new ArrayList<>())
                            .add(time));
        }
        Map<String, StageTimes> stages = new LinkedHashMap<>();
        times.forEach((stage, all) -> {
            if (!isLast(stage)) {
                stages.put(stage, StageTimes.of(all));
            }
        });
        // Behind the stages, also those that only a later run had.
        for (String stage : List.of(PingRun.FETCH, PingRun.ALL)) {
            stages.put(stage, StageTimes.of(times.getOrDefault(stage, List.of(Duration.ZERO))));
        }
        return new PingReport(stages);
    }

    private static boolean isLast(String stage) {
        return stage.equals(PingRun.FETCH) || stage.equals(PingRun.ALL);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-16s %8s %8s %8s", "milliseconds", "min", "avg", "max"));
        stages.forEach((stage, times) -> lines.add(String.format(
                Locale.ROOT, "%-16s %8d %8d %8d", stage, times.minMillis(), times.avgMillis(), times.maxMillis())));
        return lines;
    }
}
