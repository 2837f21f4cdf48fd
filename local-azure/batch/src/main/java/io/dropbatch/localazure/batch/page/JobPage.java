package io.dropbatch.localazure.batch.page;

import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.id.TaskId;
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
    /** How many tasks are looked at for one page, so that a job of a million costs no more than a small one. */
    private static final int MOST_LOOKED_AT = 20_000;

    private final Job job;

    JobPage(Job job) {
        this.job = job;
    }

    Markup write(Show show, Optional<String> after, Instant now) {
        return Pieces.section("job", job.id().value(), facts())
                .and(Pieces.section("tasks", "Tasks", tabs(show).and(tasks(show, after, now))));
    }

    private Markup facts() {
        List<Markup> facts = new ArrayList<>();
        facts.add(Pieces.fact("state", Pieces.badge(job.state().name().toLowerCase(Locale.ROOT))));
        facts.add(Pieces.fact("tasks", Pieces.tally(job.tally())));
        facts.add(Pieces.fact(
                "pool", Link.to(Link.pool(job.spec().pool()), job.spec().pool().value())));
        facts.add(Pieces.fact("priority", job.spec().priority()));
        facts.add(Pieces.fact("created", Pieces.time(job.created())));
        Instant end = job.status().endTime();
        if (end != null) {
            facts.add(Pieces.fact("ended", Pieces.time(end)));
        }
        String reason = job.status().terminateReason();
        if (reason != null) {
            facts.add(Pieces.fact("terminated because", reason));
        }
        return Pieces.facts(facts);
    }

    private Markup tabs(Show shown) {
        List<Markup> tabs = new ArrayList<>();
        for (Show show : Show.values()) {
            tabs.add(
                    show == shown
                            ? Markup.of("<b>{}</b>", show.word())
                            : Link.to(Link.job(job.id()) + "?show=" + show.word(), show.word()));
        }
        return Markup.of("<p class=\"tabs\">{}</p>\n", tabs);
    }

    private Markup tasks(Show show, Optional<String> after, Instant now) {
        List<Markup> rows = new ArrayList<>();
        Iterator<Task> tasks = from(after).iterator();
        Task last = null;
        for (int seen = 0; tasks.hasNext() && rows.size() < PAGE && seen < MOST_LOOKED_AT; seen++) {
            last = tasks.next();
            if (show.wants().test(last)) {
                rows.add(row(last, now));
            }
        }
        Markup next = last == null || !tasks.hasNext()
                ? Markup.NOTHING
                : Link.to(
                        Link.job(job.id()) + "?show=" + show.word() + "&after="
                                + Link.encoded(last.id().value()),
                        "after →");
        if (rows.isEmpty()) {
            return Markup.of("<p class=\"none\">None here. {}</p>\n", next);
        }
        return Markup.of(
                "<table><tr><th>task<th>state<th class=\"n\">exit<th>why<th class=\"n\">took<th>node<th>since</tr>\n"
                        + "{}</table>\n<p class=\"pages\">{}</p>\n",
                rows,
                next);
    }

    private Iterable<Task> from(Optional<String> after) {
        return after.map(id -> job.tasks().tailMap(new TaskId(id), false).values())
                .orElseGet(() -> job.tasks().values());
    }

    private Markup row(Task task, Instant now) {
        TaskLine line = new TaskLine(task.status());
        NodeRef place = task.status().node();
        Duration took = line.took(now);
        return Markup.of(
                "<tr><td>{}<td>{}<td class=\"n\">{}<td>{}<td class=\"n\">{}<td>{}<td>{}</tr>\n",
                Link.to(Link.task(job.id(), task.id()), task.id().value()),
                Pieces.badge(line.word()),
                line.exitCode(),
                line.why(),
                took.isZero() ? "" : Pieces.length(took),
                place == null
                        ? ""
                        : Link.to(
                                Link.node(place.pool(), place.node()),
                                place.node().value()),
                Pieces.time(task.status().since()));
    }

    /** Which tasks are wanted. */
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
