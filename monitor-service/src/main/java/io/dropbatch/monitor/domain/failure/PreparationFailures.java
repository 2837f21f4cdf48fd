package io.dropbatch.monitor.domain.failure;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Explains failed preparations of a job: while they fail on every node, the job's tasks never start. */
public final class PreparationFailures {

    /** What the preparation script writes as its last line: {@code dropbatch: <code>: <message>}. */
    private static final Pattern LAST_WORDS = Pattern.compile("(?m)^dropbatch: ([a-z-]+): (.+)$");

    private PreparationFailures() {}

    /** The first failed preparation, if no node is known on which the job can be prepared. */
    public static Optional<NodePreparation> decisive(List<NodePreparation> preparations) {
        boolean hope = preparations.stream().anyMatch(each -> each.state() != NodePreparation.State.FAILED);
        return hope ? Optional.empty() : preparations.stream().findFirst();
    }

    /**
     * The failure that the preparation's output explains.
     *
     * @param stderr the end of what the preparation task wrote, if the node could still be asked
     */
    public static Failure of(NodePreparation failed, byte @Nullable [] stderr) {
        String tail = stderr == null ? null : ErrorText.tail(stderr);
        Failure failure = Optional.ofNullable(tail)
                .flatMap(PreparationFailures::lastWords)
                .orElseGet(() -> Failure.of(FailureCode.PREPARATION, sentence(failed)));
        return new Failure(failure.code(), failure.message(), null, null, tail, null);
    }

    private static Optional<Failure> lastWords(String tail) {
        Matcher line = LAST_WORDS.matcher(tail);
        return line.results()
                .reduce((first, second) -> second)
                .map(last -> Failure.of(codeOf(last.group(1)), ErrorText.plain(last.group(2))));
    }

    private static FailureCode codeOf(String text) {
        try {
            return FailureCode.of(text);
        } catch (IllegalArgumentException unknown) {
            return FailureCode.PREPARATION;
        }
    }

    private static String sentence(NodePreparation failed) {
        StringBuilder words = new StringBuilder("The node ")
                .append(ErrorText.plain(failed.node()))
                .append(" could not be prepared for the job");
        if (failed.exitCode() != null) {
            words.append(" (exit code ").append(failed.exitCode()).append(')');
        }
        if (failed.trouble() != null) {
            words.append(": Batch says ")
                    .append(failed.trouble().name())
                    .append(", ")
                    .append(ErrorText.message(failed.trouble()));
        }
        return words.append('.').toString().replace("..", ".");
    }
}
