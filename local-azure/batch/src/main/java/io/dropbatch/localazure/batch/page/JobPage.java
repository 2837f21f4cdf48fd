package io.dropbatch.localazure.batch.page;

import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** A job and its tasks, a page at a time. */
final class JobPage {

    private static final int PAGE = 50;
    /**
     * The maximum number of tasks read for one page, so that a job of a million tasks costs no more than a small one.
     */
    private static final int MOST_LOOKED_AT = 20_000;

    private final Job job;

    JobPage(Job job) {
        this.job = job;
    }

    SafeMarkup write(Show show, Optional<String> after, Instant now) {
        return PageFragments.section("job", job.id().value(), facts())
                .and(PageFragments.section("tasks", "Tasks", tabs(show).and(tasks(show, after, now))));
    }

    private SafeMarkup facts() {
        List<SafeMarkup> facts = new ArrayList<>();
        facts.add(PageFragments.fact(
                "state", PageFragments.badge(job.state().name().toLowerCase(Locale.ROOT))));
        facts.add(PageFragments.fact("tasks", PageFragments.tally(job.tally())));
        facts.add(PageFragments.fact(
                "pool",
                PageLinks.to(
                        PageLinks.pool(job.spec().pool()), job.spec().pool().value())));
        facts.add(PageFragments.fact("priority", job.spec().priority()));
        facts.add(PageFragments.fact("created", PageFragments.time(job.created())));
        Instant end = job.status().endTime();
        if (end != null) {
            facts.add(PageFragments.fact("ended", PageFragments.time(end)));
        }
        String reason = job.status().terminateReason();
        if (reason != null) {
            facts.add(PageFragments.fact("terminated because", reason));
        }
        return PageFragments.facts(facts);
    }

    private SafeMarkup tabs(Show shown) {
        List<SafeMarkup> tabs = new ArrayList<>();
        for (Show show : Show.values()) {
            tabs.add(
                    show == shown
                            ? SafeMarkup.of("<b>{}</b>", show.word())
                            : PageLinks.to(PageLinks.job(job.id()) + "?show=" + show.word(), show.word()));
        }
        return SafeMarkup.of("<p class=\"tabs\">{}</p>\n", tabs);
    }

    private SafeMarkup tasks(Show show, Optional<String> after, Instant now) {
        List<SafeMarkup> rows = new ArrayList<>();
        Iterator<Task> tasks = from(after).iterator();
        Task last = null;
        for (int seen = 0; tasks.hasNext() && rows.size() < PAGE && seen < MOST_LOOKED_AT; seen++) {
            last = tasks.next();
            if (show.wants().test(last)) {
                rows.add(row(last, now));
            }
        }
        SafeMarkup next = last == null || !tasks.hasNext()
                ? SafeMarkup.NOTHING
                : PageLinks.to(
                        PageLinks.job(job.id()) + "?show=" + show.word() + "&after="
                                + PageLinks.encoded(last.id().value()),
                        "after →");
        if (rows.isEmpty()) {
            return SafeMarkup.of("<p class=\"none\">None here. {}</p>\n", next);
        }
        return SafeMarkup.of(
                "<table><tr><th>task<th>state<th class=\"n\">exit<th>why<th class=\"n\">took<th>node<th>since</tr>\n"
                        + "{}</table>\n<p class=\"pages\">{}</p>\n",
                rows,
                next);
    }

    private Iterable<Task> from(Optional<String> after) {
        return after.map(id -> job.tasks().tailMap(new BatchTaskId(id), false).values())
                .orElseGet(() -> job.tasks().values());
    }

    private SafeMarkup row(Task task, Instant now) {
        TaskLine line = new TaskLine(task.status());
        NodeRef place = task.status().node();
        Duration took = line.took(now);
        return SafeMarkup.of(
                "<tr><td>{}<td>{}<td class=\"n\">{}<td>{}<td class=\"n\">{}<td>{}<td>{}</tr>\n",
                PageLinks.to(PageLinks.task(job.id(), task.id()), task.id().value()),
                PageFragments.badge(line.word()),
                line.exitCode(),
                line.why(),
                took.isZero() ? "" : PageFragments.length(took),
                place == null
                        ? ""
                        : PageLinks.to(
                                PageLinks.node(place.pool(), place.node()),
                                place.node().value()),
                PageFragments.time(task.status().since()));
    }

    /** The filter of the shown tasks. */
    enum Show {
        ALL(task -> true),
        ACTIVE(task -> task.state() == TaskState.ACTIVE),
        RUNNING(task -> task.state() == TaskState.RUNNING || task.state() == TaskState.PREPARING),
        SUCCEEDED(task ->
                task.state() == TaskState.COMPLETED && task.status().execution().failure() == null),
        FAILED(task -> task.status().execution().failure() != null && task.state() == TaskState.COMPLETED);

        private final Predicate<Task> wants;

        Show(Predicate<Task> wants) {
            this.wants = wants;
        }

        Predicate<Task> wants() {
            return wants;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Show of(Optional<String> word) {
            for (Show show : values()) {
                if (word.isPresent() && show.word().equals(word.get())) {
                    return show;
                }
            }
            return ALL;
        }
    }
}
