package io.dropbatch.submission.app.window;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.InputPath;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SubmissionReceived;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.retry.LastingFailureException;
import io.dropbatch.model.workload.RollingWindow;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.drop.DropRefusals;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.app.port.DecisionMetrics;
import io.dropbatch.submission.app.port.SubmissionCommand;
import io.dropbatch.submission.app.port.WindowMetrics;
import io.dropbatch.submission.app.port.WindowStore;
import io.dropbatch.submission.app.port.WorkloadCatalog.Recipe;
import io.dropbatch.submission.domain.window.EachFileRule;
import io.dropbatch.submission.domain.window.WaitingFile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a file of a workload that starts on each file wait for its job. A file joins once, however often its event
 * arrives: the row of its version decides.
 */
public final class JoinWindow {

    private static final Duration FINEST = Duration.ofMillis(100);
    private static final int STEPS_IN_IDLE = 4;

    private final EachFileWorkloads workloads;
    private final WindowStore windows;
    private final DecisionMetrics decisions;
    private final WindowMetrics metrics;
    private final Clock clock;
    private final String container;

    public JoinWindow(
            EachFileWorkloads workloads,
            WindowStore windows,
            DecisionMetrics decisions,
            WindowMetrics metrics,
            Clock clock,
            String container) {
        this.workloads = workloads;
        this.windows = windows;
        this.decisions = decisions;
        this.metrics = metrics;
        this.clock = clock;
        this.container = container;
    }

    /** Whether this version of the file has been met, or is none that the workload selects. */
    boolean isSettled(SeenBlob blob) {
        boolean selected = workloads
                .find(folderOf(blob))
                .filter(recipe ->
                        !(recipe instanceof Recipe.Usable usable) || EachFileRule.selects(usable.workload(), blob))
                .isPresent();
        return !selected
                || windows.findWaiting(blob, null).isPresent()
                || windows.decision(blob.asTrigger(container).submission(), null)
                        .isPresent();
    }

    /** @param blob of a folder that this use case concerns */
    public HandlerResult arrived(SeenBlob blob) {
        Optional<Recipe> recipe = workloads.find(folderOf(blob));
        if (recipe.isEmpty()) {
            return HandlerResult.none(); // the workload changed meanwhile
        }
        return switch (recipe.get()) {
            case Recipe.Unusable(String words) ->
                decided(blob, null).orElseGet(() -> reject(blob, null, DropRefusals.workload(words)));
            case Recipe.Usable(Workload workload) -> arrived(blob, workload);
        };
    }

    private HandlerResult arrived(SeenBlob blob, Workload workload) {
        if (!EachFileRule.selects(workload, blob)) {
            metrics.leftOut();
            return HandlerResult.none();
        }
        return decided(blob, null).orElseGet(() -> decide(blob, workload));
    }

    /** What is announced again of a try of a file that was met before. */
    private Optional<HandlerResult> decided(SeenBlob blob, @Nullable JobId failedJob) {
        return windows.decision(blob.asTrigger(container).submission(), failedJob)
                .map(before -> {
                    decisions.repeated();
                    return before.rejected() == null ? HandlerResult.none() : HandlerResult.announce(before.rejected());
                });
    }

    private HandlerResult decide(SeenBlob blob, Workload workload) {
        String path = blob.path().substring(folderOf(blob).length() + 1);
        Optional<String> objection = InputPath.objection(path);
        if (blob.isArchived()) {
            return reject(blob, null, DropRefusals.archivedTrigger(path));
        }
        return objection
                .map(words -> reject(blob, null, DropRefusals.badName(path, words)))
                .orElseGet(() -> join(blob, null, window(workload)));
    }

    private HandlerResult join(SeenBlob blob, @Nullable JobId failedJob, RollingWindow window) {
        Instant now = clock.instant();
        WaitingFile file = windows.join(WaitingFile.joined(blob, now, failedJob));
        if (file.joinedAt().equals(now)) {
            metrics.joined();
        } else {
            decisions.repeated();
        }
        DropTrigger trigger = blob.asTrigger(container);
        return HandlerResult.announce(new SubmissionReceived(
                        trigger.submission(),
                        trigger.folder(),
                        trigger,
                        file.joinedAt().plus(window.longest()),
                        failedJob))
                .and(HandlerResult.command(nextCheck(trigger.folder(), window, now)));
    }

    /** Rejects a file at which storage does not let anybody look. */
    HandlerResult refuse(SeenBlob blob, LastingFailureException failure) {
        return decided(blob, null).orElseGet(() -> reject(blob, null, DropRefusals.lasting(failure.words())));
    }

    /** Lets a file that failed in a job wait for another one. */
    HandlerResult again(SeenBlob blob, JobId failedJob) {
        Optional<HandlerResult> before = decided(blob, failedJob);
        if (before.isPresent()) {
            return before.get();
        }
        String folder = folderOf(blob);
        return switch (workloads.find(folder).orElse(null)) {
            case null -> reject(blob, failedJob, DropRefusals.noLongerEachFile(folder));
            case Recipe.Unusable(String words) -> reject(blob, failedJob, DropRefusals.workload(words));
            case Recipe.Usable(Workload workload) -> join(blob, failedJob, window(workload));
        };
    }

    /** Rejects a file that cannot be tried again, unless it waits: then its task tells. */
    HandlerResult refuseAgain(SeenBlob blob, JobId failedJob, Failure failure) {
        if (windows.findWaiting(blob, failedJob).isPresent()) {
            return HandlerResult.none();
        }
        return decided(blob, failedJob).orElseGet(() -> reject(blob, failedJob, failure));
    }

    private HandlerResult reject(SeenBlob blob, @Nullable JobId failedJob, Failure failure) {
        DropTrigger trigger = blob.asTrigger(container);
        SubmissionRejected rejected = new SubmissionRejected(trigger.submission(), trigger.folder(), trigger, failure);
        WindowStore.FileDecision kept =
                windows.decide(trigger.submission(), failedJob, WindowStore.FileDecision.rejected(rejected));
        if (!rejected.equals(kept.rejected())) {
            return decided(blob, failedJob).orElseThrow();
        }
        decisions.rejected(rejected);
        return HandlerResult.announce(rejected);
    }

    /** Files that arrive at about the same time ask for the same look, which the bus then delivers once. */
    private static SubmissionCommand nextCheck(String folder, RollingWindow window, Instant now) {
        Duration quarter = window.idle().dividedBy(STEPS_IN_IDLE);
        long step = (quarter.compareTo(FINEST) < 0 ? FINEST : quarter).toMillis();
        Instant next = Instant.ofEpochMilli((now.toEpochMilli() / step + 1) * step);
        return SubmissionCommand.CheckWindow.at(next.plus(window.idle()), folder);
    }

    static RollingWindow window(Workload workload) {
        RollingWindow said = workload.start().window();
        return said == null ? RollingWindow.STANDARD : said;
    }

    private static String folderOf(SeenBlob blob) {
        return blob.path().substring(0, blob.path().indexOf('/'));
    }
}
