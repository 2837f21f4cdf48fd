package io.dropbatch.results.adapter.web;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.view.TaskSummary;
import io.dropbatch.results.app.find.TaskFilter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What an address asks of the tasks of a drop.
 *
 * @param limit how many the page may hold; the usual number if left out
 * @param state open, succeeded or failed; all if left out
 * @param failure the code of a failure
 * @param cause the place of a cause in the drop's status, from 0
 * @param after the last task of the page before
 */
record TaskQuery(
        @Nullable Integer limit,
        @Nullable String state,
        @Nullable Integer level,
        @Nullable String failure,
        @Nullable Integer cause,
        @Nullable String text,
        @Nullable String after) {

    private static final int USUAL = 100;
    private static final int MOST = 1000;
    private static final int LONGEST_TEXT = 200;

    TaskQuery {
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw RefusedRequest.because("limit: 1 to " + MOST);
        }
        if (text != null && text.length() > LONGEST_TEXT) {
            throw RefusedRequest.because("text: at most " + LONGEST_TEXT + " characters");
        }
    }

    /** How many the page may hold. */
    int most() {
        return Objects.requireNonNullElse(limit, USUAL);
    }

    TaskFilter filter() {
        return new TaskFilter(wanted(), level, AddressedIds.failureCode(failure), cause, text);
    }

    /** Absent for the first page. */
    @Nullable
    TaskId last() {
        return after == null || after.isBlank() ? null : AddressedIds.task(after);
    }

    /** The address of the page behind the task, as the header {@code Link} carries it. */
    String next(SubmissionId submission, TaskId task) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("submissions/" + submission + "/tasks")
                .queryParam("limit", most());
        PageLinks.add(address, "state", state);
        PageLinks.add(address, "level", text(level));
        PageLinks.add(address, "failure", failure);
        PageLinks.add(address, "cause", text(cause));
        PageLinks.add(address, "text", text);
        PageLinks.add(address, "after", task.value());
        return PageLinks.next(address);
    }

    private static @Nullable String text(@Nullable Integer number) {
        return number == null ? null : number.toString();
    }

    private TaskSummary.@Nullable State wanted() {
        try {
            return state == null || state.isBlank() ? null : TaskSummary.State.valueOf(state.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw RefusedRequest.because("state: open, succeeded or failed");
        }
    }
}
