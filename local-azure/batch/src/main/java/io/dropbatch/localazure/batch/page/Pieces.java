package io.dropbatch.localazure.batch.page;

import io.dropbatch.localazure.batch.document.Times;
import io.dropbatch.localazure.batch.engine.model.task.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The small things that pages are put together from. */
final class Pieces {

    private static final int BAR = 240;

    private Pieces() {}

    static Markup section(String id, Object title, Markup content) {
        return Markup.of("<section id=\"{}\"><h2>{}</h2>\n{}</section>\n", id, title, content);
    }

    static Markup fact(String name, Object value) {
        return Markup.of("<div><dt>{}</dt><dd>{}</dd></div>", name, value);
    }

    static Markup facts(List<Markup> facts) {
        return Markup.of("<dl class=\"facts\">{}</dl>\n", facts);
    }

    static Markup badge(String word) {
        return Markup.of("<span class=\"badge {}\">{}</span>", word.toLowerCase(Locale.ROOT), word);
    }

    static Markup time(@Nullable Instant time) {
        return time == null
                ? Markup.of("–")
                : Markup.of("<time>{}</time>", Times.text(time.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
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

    static Markup tally(Tally tally) {
        return Markup.of(
                "{}<span class=\"counts\">{} active · {} running · {} succeeded · {} failed</span>",
                bar(
                        List.of("succeeded", "failed", "running", "active"),
                        List.of(tally.succeeded(), tally.failed(), tally.running(), tally.active())),
                tally.active(),
                tally.running(),
                tally.succeeded(),
                tally.failed());
    }

    static Markup load(long used, long all) {
        return Markup.of(
                "{}<span class=\"counts\">{} of {}</span>",
                bar(List.of("running", "free"), List.of((int) used, (int) (all - used))),
                used,
                all);
    }

    /** Parts of a whole, side by side; a part that is there is seen, however small. */
    private static Markup bar(List<String> kinds, List<Integer> counts) {
        long all = Math.max(1, counts.stream().mapToLong(Integer::longValue).sum());
        List<Markup> parts = new ArrayList<>();
        double x = 0;
        for (int i = 0; i < kinds.size(); i++) {
            if (counts.get(i) > 0) {
                double width = Math.max(1.5, (double) BAR * counts.get(i) / all);
                parts.add(Markup.of(
                        "<rect class=\"{}\" x=\"{}\" width=\"{}\" height=\"8\"/>",
                        kinds.get(i),
                        tenth(x),
                        tenth(width)));
                x += width;
            }
        }
        return Markup.of("<svg class=\"bar\" viewBox=\"0 0 {} 8\" preserveAspectRatio=\"none\">{}</svg>", BAR, parts);
    }

    private static String tenth(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
