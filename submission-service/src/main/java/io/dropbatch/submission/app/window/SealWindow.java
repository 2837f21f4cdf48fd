package io.dropbatch.submission.app.window;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.retry.LastingFailureException;
import io.dropbatch.model.workload.RollingWindow;
import io.dropbatch.model.workload.StartCondition;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.drop.DropRefusals;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.app.port.ApplicationCatalog;
import io.dropbatch.submission.app.port.Inbox;
import io.dropbatch.submission.app.port.SealedWindows;
import io.dropbatch.submission.app.port.SubmissionCommand;
import io.dropbatch.submission.app.port.WindowMetrics;
import io.dropbatch.submission.app.port.WindowStore;
import io.dropbatch.submission.app.port.WorkloadCatalog;
import io.dropbatch.submission.app.port.WorkloadCatalog.Recipe;
import io.dropbatch.submission.domain.window.SealReason;
import io.dropbatch.submission.domain.window.SealRule;
import io.dropbatch.submission.domain.window.SealedFile;
import io.dropbatch.submission.domain.window.SealedWindow;
import io.dropbatch.submission.domain.window.WaitingFile;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a job of the files that wait, when it is time to. The record that is written once decides which files are in
 * it; a window is opened only when every file of the one before has left, so that no file is in two.
 */
public final class SealWindow {

    /** The ports that sealing needs. */
    public record Ports(
            Inbox inbox,
            WorkloadCatalog workloads,
            ApplicationCatalog applications,
            WindowStore windows,
            SealedWindows sealed,
            WindowMetrics metrics) {}

    private final Ports ports;
    private final AnnounceWindow announceWindow;
    private final Clock clock;

    public SealWindow(Ports ports, AnnounceWindow announceWindow, Clock clock) {
        this.ports = ports;
        this.announceWindow = announceWindow;
        this.clock = clock;
    }

    /** Seals the workload's open window if it is time to; repeats what follows if that was done before. */
    public HandlerResult check(String folder) {
        int number = ports.windows().openWindow(folder);
        Optional<SealedWindow> before = ports.sealed().find(folder, number);
        if (before.isPresent()) {
            return announceWindow.announce(before.get());
        }
        Recipe recipe = ports.workloads().find(folder);
        RollingWindow window = recipe instanceof Recipe.Usable(Workload workload)
                ? JoinWindow.window(workload)
                : RollingWindow.STANDARD;
        List<WaitingFile> files = undecided(folder, window.maxTasks());
        if (files.isEmpty()) {
            return HandlerResult.none();
        }
        return switch (SealRule.decide(window, files, clock.instant())) {
            case SealRule.Decision.Wait(Instant until) ->
                HandlerResult.command(SubmissionCommand.CheckWindow.at(until, folder));
            case SealRule.Decision.Seal(SealReason reason) -> seal(folder, number, recipe, files, reason);
        };
    }

    /** Lets the files of a sealed window leave, and opens the next. */
    public HandlerResult finish(SubmissionCommand.FinishWindow command) {
        String folder = command.folder();
        Optional<SealedWindow> sealed = ports.sealed().find(folder, command.number());
        if (sealed.isEmpty() || ports.windows().openWindow(folder) != command.number()) {
            return HandlerResult.none();
        }
        for (SealedFile file : sealed.get().files()) {
            ports.windows()
                    .decide(
                            submission(file.blob()),
                            file.failedJob(),
                            WindowStore.FileDecision.inWindow(command.number()));
            ports.windows().findWaiting(file.blob(), file.failedJob()).ifPresent(ports.windows()::leave);
        }
        ports.windows().openNext(folder, command.number());
        return HandlerResult.command(SubmissionCommand.CheckWindow.next(folder, command.number() + 1));
    }

    /**
     * The files that wait and are in no earlier window. A message about a file that is handled twice at the same time
     * may let it wait again after it has left.
     */
    private List<WaitingFile> undecided(String folder, int most) {
        return ports.windows().waiting(folder, most).stream()
                .filter(file -> {
                    boolean decided = ports.windows()
                            .decision(submission(file.blob()), file.failedJob())
                            .isPresent();
                    if (decided) {
                        ports.windows().leave(file);
                    }
                    return !decided;
                })
                .toList();
    }

    private HandlerResult seal(String folder, int number, Recipe recipe, List<WaitingFile> files, SealReason reason) {
        if (reason == SealReason.CANCELLED) {
            List<WaitingFile> cancelled =
                    files.stream().filter(WaitingFile::isCancelled).toList();
            return seal(folder, number, null, members(cancelled, SealWindow::cancellation), reason);
        }
        Optional<Failure> refusal = refusal(recipe);
        @Nullable
        Workload workload = refusal.isEmpty() && recipe instanceof Recipe.Usable usable ? usable.workload() : null;
        Map<String, SeenBlob> current = current(files);
        List<SealedFile> members =
                members(files, file -> refusal.isPresent() ? refusal.get() : superseded(file.blob(), current));
        return seal(folder, number, workload, members, reason);
    }

    private static List<SealedFile> members(List<WaitingFile> files, Function<WaitingFile, @Nullable Failure> refusal) {
        return files.stream()
                .map(file -> new SealedFile(file.blob(), refusal.apply(file), file.failedJob()))
                .toList();
    }

    private HandlerResult seal(
            String folder, int number, @Nullable Workload workload, List<SealedFile> members, SealReason reason) {
        String key = number + "-" + submission(members.getFirst().blob());
        DropTrigger trigger = DropTrigger.rolling(ports.inbox().container(), folder, key, clock.instant());
        SealedWindow window = new SealedWindow(folder, number, trigger, workload, members);
        if (ports.sealed().seal(window)) {
            ports.metrics().sealed(reason, window);
        }
        return announceWindow.announce(ports.sealed().find(folder, number).orElseThrow());
    }

    /** Why none of the files can be processed. */
    private Optional<Failure> refusal(Recipe recipe) {
        return switch (recipe) {
            case Recipe.Unusable(String words) -> Optional.of(DropRefusals.workload(words));
            case Recipe.Usable(Workload workload)
            when workload.start().on() != StartCondition.On.EACH_FILE ->
                Optional.of(DropRefusals.noLongerEachFile(workload.name().value()));
            case Recipe.Usable(Workload workload)
            when workload.application() != null && !ports.applications().exists(workload.application()) ->
                Optional.of(DropRefusals.application(
                        workload.application(), ports.applications().container()));
            case Recipe.Usable usable -> Optional.empty();
        };
    }

    /** Of paths with more than one version among the files: the one that storage holds now, or else the last. */
    private Map<String, SeenBlob> current(List<WaitingFile> files) {
        Map<String, SeenBlob> last = new HashMap<>();
        Map<String, SeenBlob> repeated = new HashMap<>();
        for (WaitingFile file : files) {
            SeenBlob blob = file.blob();
            if (last.put(blob.path(), blob) != null) {
                repeated.put(blob.path(), blob);
            }
        }
        repeated.replaceAll((path, blob) -> now(blob));
        return repeated;
    }

    /** A version that storage will never show keeps no other file waiting: the last that could be seen is taken. */
    private SeenBlob now(SeenBlob last) {
        try {
            return ports.inbox().find(last.path()).orElse(last);
        } catch (LastingFailureException unreadable) {
            return last;
        }
    }

    private static @Nullable Failure superseded(SeenBlob blob, Map<String, SeenBlob> current) {
        @Nullable SeenBlob now = current.get(blob.path());
        return now == null || now.etag().equals(blob.etag()) ? null : DropRefusals.replacedWhileWaiting(blob.path());
    }

    private static @Nullable Failure cancellation(WaitingFile file) {
        return Objects.requireNonNull(file.cancel()).ofFileBeforeJob();
    }

    private SubmissionId submission(SeenBlob blob) {
        return blob.asTrigger(ports.inbox().container()).submission();
    }
}
