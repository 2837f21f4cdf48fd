package io.dropbatch.codec.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.codec.document.JsonPointers;
import io.dropbatch.codec.document.NearestName;
import io.dropbatch.codec.document.SourceDocument;
import io.dropbatch.model.workload.sweep.ParameterSweep;
import io.dropbatch.model.workload.sweep.RandomDraws;
import io.dropbatch.model.workload.sweep.RandomRange;
import io.dropbatch.model.workload.sweep.RandomRange.Distribution;
import io.dropbatch.model.workload.sweep.SweepAxis;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the settings of parameters that a workload sweeps over: those of {@code sweep} and of {@code random}. */
final class SweepBuilder {

    private static final String POINTER = "/tasks/forEach";
    private static final Pattern NAME = Pattern.compile("[A-Z0-9_]{1,100}");
    private static final int LARGEST_EXPONENT = 300;
    private static final List<String> RANGE_KEYS = List.of("from", "to", "steps");
    private static final Map<String, Distribution> DISTRIBUTIONS = Map.of(
            "uniform", Distribution.UNIFORM, "normal", Distribution.NORMAL, "logUniform", Distribution.LOG_UNIFORM);

    private final SourceDocument document;
    private final List<DocumentProblem> problems;
    private final Set<String> names = new HashSet<>();

    SweepBuilder(SourceDocument document, List<DocumentProblem> problems) {
        this.document = document;
        this.problems = problems;
    }

    /** The sweep; empty, with a problem noted, when a part of it makes no sense. */
    Optional<ParameterSweep> build() {
        int before = problems.size();
        List<SweepAxis> axes = new ArrayList<>();
        at("/sweep").fieldNames().forEachRemaining(key -> axis(key).ifPresent(axes::add));
        boolean zip = at("/zip").asBoolean();
        if (zip && axes.stream().mapToInt(SweepAxis::size).distinct().count() > 1) {
            note(
                    "/zip",
                    "puts the n-th values together, but the parameters of the sweep have different numbers of them");
        }
        List<RandomRange> ranges = new ArrayList<>();
        at("/random/values").fieldNames().forEachRemaining(key -> range(key).ifPresent(ranges::add));
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new ParameterSweep(axes, zip, ranges.isEmpty() ? null : draws(ranges)));
    }

    private Optional<SweepAxis> axis(String key) {
        String pointer = JsonPointers.child("/sweep", key);
        String name = name(key, pointer);
        JsonNode values = at(pointer);
        if (!values.isObject()) {
            return Optional.of(SweepAxis.of(name, listed(values, pointer)));
        }
        knownKeys(pointer, values, RANGE_KEYS);
        Optional<BigDecimal> from = number(pointer, "from");
        Optional<BigDecimal> to = number(pointer, "to");
        JsonNode steps = values.path("steps");
        if (!isWhole(steps) || steps.intValue() < 2 || steps.intValue() > 1_000_000) {
            note(pointer, "needs 'steps', a whole number from 2 to 1,000,000");
            return Optional.empty();
        }
        return from.isEmpty() || to.isEmpty()
                ? Optional.empty()
                : Optional.of(SweepAxis.steps(name, from.get(), to.get(), steps.intValue()));
    }

    private static boolean isWhole(JsonNode node) {
        return node.isNumber() && node.canConvertToExactIntegral() && node.canConvertToInt();
    }

    private List<String> listed(JsonNode values, String pointer) {
        List<String> listed = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String value = document.spelling(POINTER + pointer + "/" + i);
            if (value.indexOf('\0') >= 0) {
                note(pointer + "/" + i, "holds a NUL character");
            }
            listed.add(value);
        }
        return listed;
    }

    private RandomDraws draws(List<RandomRange> ranges) {
        return new RandomDraws(at("/random/n").intValue(), at("/random/seed").longValue(), ranges);
    }

    private Optional<RandomRange> range(String key) {
        String pointer = JsonPointers.child("/random/values", key);
        String name = name(key, pointer);
        JsonNode value = at(pointer);
        String kind = value.fieldNames().next();
        @Nullable Distribution distribution = DISTRIBUTIONS.get(kind);
        if (value.size() != 1 || distribution == null) {
            note(
                    pointer,
                    "needs exactly one of uniform, normal, logUniform"
                            + (distribution == null
                                    ? "; '" + kind + "'" + NearestName.hint(kind, DISTRIBUTIONS.keySet())
                                    : ""));
            return Optional.empty();
        }
        String bounds = pointer + "/" + kind;
        Optional<BigDecimal> first = number(bounds, "0");
        Optional<BigDecimal> second = number(bounds, "1");
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        objection(distribution, first.get(), second.get()).ifPresent(words -> note(bounds, words));
        return Optional.of(new RandomRange(name, distribution, first.get(), second.get()));
    }

    private static Optional<String> objection(Distribution distribution, BigDecimal first, BigDecimal second) {
        boolean rising = first.compareTo(second) < 0;
        return switch (distribution) {
            case UNIFORM -> rising ? Optional.empty() : Optional.of("has to be [least, most], least first");
            case LOG_UNIFORM ->
                rising && first.signum() > 0
                        ? Optional.empty()
                        : Optional.of("has to be [least, most], least first, both above 0");
            case NORMAL ->
                second.signum() > 0
                        ? Optional.empty()
                        : Optional.of("has to be [mean, standard deviation], the latter above 0");
        };
    }

    private String name(String key, String pointer) {
        String name = key.toUpperCase(Locale.ROOT);
        if (name.startsWith("PARAM_")) {
            note(pointer, "begins with PARAM_, which is put before each name: leave it out");
        }
        if (!NAME.matcher(name).matches()) {
            note(pointer, "is not the end of a variable's name: letters, digits and '_'");
        }
        if (!names.add(name)) {
            note(pointer, "would give PARAM_" + name + " two values: name each parameter once");
        }
        return name;
    }

    private void knownKeys(String pointer, JsonNode group, List<String> known) {
        group.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                note(JsonPointers.child(pointer, key), "unknown key '" + key + "'" + NearestName.hint(key, known));
            }
        });
    }

    private Optional<BigDecimal> number(String pointer, String key) {
        String place = pointer + "/" + key;
        JsonNode node = at(place);
        if (!node.isNumber()) {
            note(node.isMissingNode() ? pointer : place, "needs " + key + ", a decimal number");
            return Optional.empty();
        }
        BigDecimal number = node.decimalValue();
        if (Math.abs((long) number.precision() - number.scale()) > LARGEST_EXPONENT
                || Math.abs((long) number.scale()) > LARGEST_EXPONENT) {
            note(place, "is beyond what programs can read: at most 300 digits before or after the point");
            return Optional.empty();
        }
        return Optional.of(number);
    }

    private JsonNode at(String key) {
        return document.root().at(POINTER + key);
    }

    private void note(String key, String message) {
        problems.add(document.problem(POINTER + key, message));
    }
}
