package io.dropbatch.model.workload.sweep;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of parameters that a command is run with. Like nested loops: the parameter named first changes slowest,
 * and random draws change fastest; each combination meets the same draws.
 *
 * @param axes in the order of the workload; none when all settings are random
 * @param zip the n-th setting has the n-th value of every axis, instead of all combinations
 */
public record ParameterSweep(
        List<SweepAxis> axes, boolean zip, @Nullable RandomDraws random) {

    public ParameterSweep {
        axes = List.copyOf(axes);
        if (axes.isEmpty() && random == null) {
            throw new IllegalArgumentException("a sweep has at least one parameter");
        }
        if (zip && axes.stream().mapToInt(SweepAxis::size).distinct().count() > 1) {
            throw new IllegalArgumentException("axes that are zipped have equally many values");
        }
    }

    /** How many settings there are; {@link Long#MAX_VALUE} for what is beyond counting. */
    public long size() {
        long size = random == null ? 1 : random.draws();
        if (zip) {
            return product(size, axes.getFirst().size());
        }
        for (SweepAxis axis : axes) {
            size = product(size, axis.size());
        }
        return size;
    }

    private static long product(long left, long right) {
        return Math.multiplyHigh(left, right) == 0 && left * right >= 0 ? left * right : Long.MAX_VALUE;
    }

    /** The names of all parameters, in the order of the workload. */
    public List<String> names() {
        Stream<String> drawn =
                random == null ? Stream.of() : random.ranges().stream().map(RandomRange::name);
        return Stream.concat(axes.stream().map(SweepAxis::name), drawn).toList();
    }

    /**
     * The parameters of one setting.
     *
     * @param index from 0
     */
    public Map<String, String> setting(long index) {
        Map<String, String> setting = new TreeMap<>();
        long rest = index;
        if (random != null) {
            int draw = (int) (rest % random.draws());
            rest /= random.draws();
            for (RandomRange range : random.ranges()) {
                setting.put(range.name(), range.value(random.seed(), draw));
            }
        }
        for (int i = axes.size() - 1; i >= 0; i--) {
            SweepAxis axis = axes.get(i);
            setting.put(axis.name(), axis.value((int) (zip ? rest : rest % axis.size())));
            rest = zip ? rest : rest / axis.size();
        }
        return setting;
    }
}
