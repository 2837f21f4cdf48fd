package io.dropbatch.cli.doctor;

import io.dropbatch.model.text.Redaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks at several things at a time, at each for a limited time, and tells of them in the order in which they were given. */
final class DiagnosisRunner {

    private static final int AT_A_TIME = 8;

    private final Duration longest;

    /** @param longest for all of it together, from the first to the last answer */
    DiagnosisRunner(Duration longest) {
        this.longest = longest;
    }

    List<Diagnosis> run(List<DiagnosisTask> tasks) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, work -> {
            Thread thread = new Thread(work, "doctor");
            // What does not answer does not keep the command from ending.
            thread.setDaemon(true);
            return thread;
        });
        try {
            long end = System.nanoTime() + longest.toNanos();
            List<Future<List<Diagnosis>>> looks =
                    tasks.stream().map(task -> threads.submit(task.look())).toList();
            List<Diagnosis> found = new ArrayList<>();
            for (int place = 0; place < looks.size(); place++) {
                found.addAll(answer(tasks.get(place), looks.get(place), end));
            }
            return found;
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Diagnosis> answer(DiagnosisTask task, Future<List<Diagnosis>> look, long end) {
        try {
            return look.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return List.of(Diagnosis.wrong(
                    task.area(),
                    task.subject(),
                    "no answer within " + longest.toSeconds()
                            + " s: is there a firewall or a private endpoint between?",
                    "",
                    ""));
        } catch (ExecutionException e) {
            return List.of(Diagnosis.wrong(task.area(), task.subject(), "cannot be reached: " + rootOf(e), "", ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** What the innermost cause that says anything says. */
    private static String rootOf(Throwable failure) {
        String words = "";
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            words = cause.getMessage() == null ? words : cause.getMessage();
        }
        return Redaction.of(words.lines().findFirst().orElse("no connection"));
    }
}
