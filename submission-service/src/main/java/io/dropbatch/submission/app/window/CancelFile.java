package io.dropbatch.submission.app.window;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.retry.Backoff;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.app.port.SealedWindows;
import io.dropbatch.submission.app.port.SubmissionCommand;
import io.dropbatch.submission.app.port.WindowStore;
import io.dropbatch.submission.app.port.WindowStore.FileDecision;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Cancels a file that is a drop by itself. One that waits is marked, and a window of its own is sealed with it at once,
 * refused. Of one that is in a job, results-service is told which task it is. The record of a sealed window decides which
 * of the two a file is, so it has one outcome whatever happens at the same time. The wish is looked at again until that is
 * decided: a mark may come after the record, and be gone with the file's row.
 */
public final class CancelFile {

    /** Wishes that are uttered at about the same time share a look at the window. */
    private static final Duration LOOKS = Duration.ofMillis(250);

    private static final Backoff AGAIN = Backoff.doubling(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final WindowStore windows;
    private final SealedWindows sealed;
    private final Clock clock;
    private final String container;

    /** @param container the inbox */
    public CancelFile(WindowStore windows, SealedWindows sealed, Clock clock, String container) {
        this.windows = windows;
        this.sealed = sealed;
        this.clock = clock;
        this.container = container;
    }

    /** A drop of several files is of no concern here. */
    public HandlerResult requested(CancelRequested fact) {
        DropTrigger file = fact.trigger();
        return file.completesDrop() || !file.container().equals(container)
                ? HandlerResult.none()
                : look(new SubmissionCommand.LocateFile(fact, 0, null));
    }

    /** Looks what has become of it since. */
    public HandlerResult again(SubmissionCommand.LocateFile command) {
        return look(command);
    }

    private HandlerResult look(SubmissionCommand.LocateFile command) {
        CancelRequested wish = command.wish();
        return decision(wish).map(made -> locate(made, wish)).orElseGet(() -> mark(command));
    }

    private HandlerResult mark(SubmissionCommand.LocateFile command) {
        CancelRequested wish = command.wish();
        DropTrigger file = wish.trigger();
        SeenBlob blob = new SeenBlob(file.path(), 0, file.etag(), "", file.uploadedAt());
        windows.cancel(blob, wish.failedJob(), wish.request());
        Instant next = nextLook();
        int tries = command.tries() + 1;
        return HandlerResult.command(SubmissionCommand.CheckWindow.at(next, file.folder()))
                .and(HandlerResult.command(
                        new SubmissionCommand.LocateFile(wish, tries, next.plus(AGAIN.after(tries)))));
    }

    private Optional<FileDecision> decision(CancelRequested fact) {
        return windows.decision(fact.submission(), fact.failedJob());
    }

    private HandlerResult locate(FileDecision decision, CancelRequested fact) {
        return sealed.find(fact.trigger().folder(), decision.window())
                .flatMap(window -> window.locate(fact.submission(), fact.failedJob(), fact.request()))
                .map(HandlerResult::announce)
                .orElse(HandlerResult.none());
    }

    private Instant nextLook() {
        long step = LOOKS.toMillis();
        return Instant.ofEpochMilli((clock.instant().toEpochMilli() / step + 1) * step);
    }
}
