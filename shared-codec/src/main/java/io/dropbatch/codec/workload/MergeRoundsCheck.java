package io.dropbatch.codec.workload;

import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.workload.ForEach;
import io.dropbatch.model.workload.Merge;
import io.dropbatch.model.workload.TaskTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a merge that may need a second round can read what its first round writes. The names decide: for each pattern
 * of the tasks' outputs the merge must write files that the pattern matches, because the command looks for the same
 * names in each round.
 */
final class MergeRoundsCheck {

    /** {@code "$INPUTS"/*}{@code /row.csv}: what a command reads of each task, as far as its words show it. */
    private static final Pattern READ = Pattern.compile("\\$\\{?INPUTS}?\"?/\\*/([^\\s\"'`$|;&()<>]+)");

    private final TaskTemplate tasks;
    private final Merge merge;
    private final int mostTasks;

    MergeRoundsCheck(TaskTemplate tasks, Merge merge, int maxTasks) {
        this.tasks = tasks;
        this.merge = merge;
        this.mostTasks = mostTasks(tasks.forEach(), maxTasks);
    }

    private static int mostTasks(ForEach forEach, int maxTasks) {
        return switch (forEach) {
            case ForEach.Repeat(int times) -> times;
            case ForEach.EachSetting settings
            when settings.each() == null ->
                (int) Math.min(maxTasks, settings.sweep().size());
            default -> maxTasks;
        };
    }

    /** What is wrong with {@code merge.outputs}; empty when nothing is, or when the author says so. */
    Optional<String> objection() {
        if (merge.rounds() != null || merge.outputs().isEmpty() || !merge.isRepeated(mostTasks)) {
            return Optional.empty();
        }
        return merge.unwritten(tasks.outputs()).or(this::readInVain).map(this::words);
    }

    /** What the command reads when it reads nothing else of a task by name, and the merge writes nothing like it. */
    private Optional<Glob> readInVain() {
        List<Glob> read = reads();
        return read.stream().anyMatch(this::isWritten)
                ? Optional.empty()
                : read.stream().findFirst();
    }

    private List<Glob> reads() {
        List<Glob> reads = new ArrayList<>();
        Matcher words = READ.matcher(merge.command());
        while (words.find()) {
            try {
                reads.add(new Glob(words.group(1)));
            } catch (IllegalArgumentException noPath) {
                return List.of();
            }
        }
        return reads;
    }

    private boolean isWritten(Glob read) {
        return merge.outputs().stream()
                .anyMatch(written -> read.covers(written)
                        || written.covers(read)
                        || written.value().startsWith(read.value() + "/"));
    }

    private String words(Glob read) {
        String written = merge.outputs().stream().map(Glob::value).collect(Collectors.joining("', '", "'", "'"));
        return "a drop of more than " + merge.fanIn() + " tasks (fanIn) is merged in rounds, and the second round is"
                + " given what the first one wrote: " + written + ". The command would look for '" + read
                + "', which only the tasks write, and leave everything out. Let the merge write the names that it"
                + " reads ('" + read + "' among them), or say 'rounds: one' (a drop of more than " + merge.fanIn()
                + " tasks is then refused) or 'rounds: many' (the command reads what it writes as well)";
    }
}
