package io.dropbatch.results.domain.failure;

import io.dropbatch.model.outcome.FailureCause;
import java.util.List;
import java.util.stream.Collectors;

/** Tells a person which tasks failed and why: the tasks by their inputs, their own last words before ours. */
final class FailureWords {

    private static final int TOLD = 3;
    private static final int NAMED = 2;

    private FailureWords() {}

    /**
     * All causes in a few sentences.
     *
     * @param causes the first of them
     * @param all how many there are
     */
    static String of(int failed, int tasks, List<FailureCause> causes, int all) {
        String told = causes.stream().limit(TOLD).map(FailureWords::of).collect(Collectors.joining(" "));
        int more = all - Math.min(TOLD, causes.size());
        return failed + " of " + tasks + (tasks == 1 ? " task" : " tasks") + " failed. " + told
                + (more == 0 ? "" : " " + more + (more == 1 ? " more cause" : " more causes") + ": see the manifest.");
    }

    private static String of(FailureCause cause) {
        String names = names(cause.tasks(), cause.count());
        String ours = withoutStop(cause.message());
        return cause.lastWords() == null
                ? names + ": " + ours + "."
                : names + ": \"" + cause.lastWords() + "\" (" + ours + ").";
    }

    private static String names(List<String> names, int count) {
        if (count == 1) {
            return names.getFirst();
        }
        if (count == names.size() && count <= NAMED + 1) {
            return String.join("; ", names.subList(0, count - 1)) + " and " + names.getLast();
        }
        return String.join("; ", names.subList(0, NAMED)) + " and " + (count - NAMED) + " more";
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
