package io.dropbatch.localazure.batch.page;

import io.dropbatch.localazure.batch.document.AzureTimes;
import io.dropbatch.localazure.batch.engine.model.task.TaskCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Small parts of pages. */
final class PageFragments {

    private static final int BAR = 240;

    private PageFragments() {}

    static SafeMarkup section(String id, Object title, SafeMarkup content) {
        return SafeMarkup.of("<section id=\"{}\"><h2>{}</h2>\n{}</section>\n", id, title, content);
    }

    static SafeMarkup fact(String name, Object value) {
        return SafeMarkup.of("<div><dt>{}</dt><dd>{}</dd></div>", name, value);
    }

    static SafeMarkup facts(List<SafeMarkup> facts) {
        return SafeMarkup.of("<dl class=\"facts\">{}</dl>\n", facts);
    }

    static SafeMarkup badge(String word) {
        return SafeMarkup.of("<span class=\"badge {}\">{}</span>", word.toLowerCase(Locale.ROOT), word);
    }

    static SafeMarkup time(@Nullable Instant time) {
        return time == null
                ? SafeMarkup.of("–")
                : SafeMarkup.of(
                        "<time>{}</time>", AzureTimes.text(time.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
    }

    static String length(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", Math.max(0, duration.toMillis()) / 1000.0);
        }
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        return bytes < 1024 * 1024
                ? String.format(Locale.ROOT, "%.1f KB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1024.0 / 1024.0);
    }

    static SafeMarkup tally(TaskCounts taskCounts) {
        return SafeMarkup.of(
                "{}<span class=\"counts\">{} active · {} running · {} succeeded · {} failed</span>",
                bar(
                        List.of("succeeded", "failed", "running", "active"),
                        List.of(
                                taskCounts.succeeded(),
                                taskCounts.failed(),
                                taskCounts.running(),
                                taskCounts.active())),
                taskCounts.active(),
                taskCounts.running(),
                taskCounts.succeeded(),
                taskCounts.failed());
    }

    static SafeMarkup load(long used, long all) {
        return SafeMarkup.of(
                "{}<span class=\"counts\">{} of {}</span>",
                bar(List.of("running", "free"), List.of((int) used, (int) (all - used))),
                used,
                all);
    }

    /** A bar of the parts of a whole; every part that is not zero is visible. */
    private static SafeMarkup bar(List<String> kinds, List<Integer> counts) {
        long all = Math.max(1, counts.stream().mapToLong(Integer::longValue).sum());
        List<SafeMarkup> parts = new ArrayList<>();
        double x = 0;
        for (int i = 0; i < kinds.size(); i++) {
            if (counts.get(i) > 0) {
                double width = Math.max(1.5, (double) BAR * counts.get(i) / all);
                parts.add(SafeMarkup.of(
                        "<rect class=\"{}\" x=\"{}\" width=\"{}\" height=\"8\"/>",
                        kinds.get(i),
                        tenth(x),
                        tenth(width)));
                x += width;
            }
        }
        return SafeMarkup.of(
                "<svg class=\"bar\" viewBox=\"0 0 {} 8\" preserveAspectRatio=\"none\">{}</svg>", BAR, parts);
    }

    private static String tenth(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
