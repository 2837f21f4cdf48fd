package io.dropbatch.planning.task;

import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.plan.LevelOrder;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.model.result.VerifiedTask.VerifiedOutput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of a level are told of their round, and given of the one before it. Nothing when the workload has no
 * rounds.
 *
 * @param previous the last merge of the round before; absent in the first round
 */
public record RoundInputs(
        Plan plan, JobFacts facts, int level, @Nullable VerifiedTask previous) {

    private static final String PREVIOUS = "_dropbatch/previous";

    /** The folder of the node that the command is shown. */
    private static final String SHOWN = "round/";

    /** Which level's record has what the given level is given of the round before; empty when there was none. */
    public static Optional<Integer> levelBefore(Plan plan, int level) {
        LevelOrder order = plan.order();
        int round = order.round(level);
        return round == 1 ? Optional.empty() : Optional.of(order.mapOf(round) - 1);
    }

    /** Where the list lies within the system container that the harness checks and lays out the files by. */
    public String listPath() {
        return SystemLayout.roundList(facts.job(), plan.order().round(level));
    }

    /** The verified outputs of the round before, one a line. */
    public String list() {
        StringBuilder list = new StringBuilder();
        if (previous != null) {
            for (VerifiedOutput output : previous.outputs()) {
                list.append(output.sha256()).append(' ').append(previous.blobOf(output));
                list.append('\t').append(SHOWN).append(output.path()).append('\n');
            }
        }
        return list.toString();
    }

    List<FileSource> files() {
        if (previous == null) {
            return List.of();
        }
        return List.of(
                new FileSource.OneBlob(ContainerRole.SYSTEM, listPath(), PREVIOUS + ".list"),
                new FileSource.Folder(ContainerRole.OUTPUTS, previous.base() + "out/", PREVIOUS, only(previous)));
    }

    /** Which level is the map is another one in each round. */
    Map<String, String> variables() {
        if (plan.rounds() == null || level < plan.mapLevel()) {
            return Map.of();
        }
        LevelOrder order = plan.order();
        int round = order.round(level);
        return Map.of(
                "TASK_ROUND", Integer.toString(round), "DROPBATCH_MAP_LEVEL", Integer.toString(order.mapOf(round)));
    }

    private static Optional<FileSource.OneBlob> only(VerifiedTask task) {
        if (task.outputs().size() != 1) {
            return Optional.empty();
        }
        VerifiedOutput output = task.outputs().getFirst();
        return Optional.of(new FileSource.OneBlob(
                ContainerRole.OUTPUTS, task.blobOf(output), PREVIOUS + "/" + SHOWN + output.path()));
    }
}
