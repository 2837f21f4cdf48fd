package io.dropbatch.localazure.batch.autoscale;

import io.dropbatch.localazure.batch.autoscale.Value.Number;
import io.dropbatch.localazure.batch.autoscale.Value.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The variables of one evaluation: those of the service and those of the formula. */
final class Variables {

    private static final int LONGEST_RESULTS = 65_536;

    private final Surroundings surroundings;
    private final Map<String, Value> settings = new HashMap<>();
    private final Map<String, Position> places = new HashMap<>();
    private final TreeMap<String, Value> own = new TreeMap<>();

    Variables(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Value get(String name, Position position) {
        Optional<Metric> metric = Metric.named(name);
        if (metric.isPresent()) {
            return present(metric.get(), position);
        }
        Optional<Setting> setting = Setting.named(name);
        if (setting.isPresent()) {
            return settings.getOrDefault(name, get(setting.get()));
        }
        Value value = own.get(name);
        if (value == null) {
            throw FormulaError.evaluation(position, "The variable " + name + " is not defined");
        }
        return value;
    }

    void set(String name, Value value, Position position) {
        Optional<Setting> setting = Setting.named(name);
        if (setting.isEmpty()) {
            own.put(name, value);
            return;
        }
        check(setting.get(), value, position);
        settings.put(name, value);
        places.put(name, position);
    }

    Outcome outcome() {
        try {
            return outcome(nodes(Setting.DEDICATED), nodes(Setting.LOW_PRIORITY));
        } catch (FormulaError error) {
            return brokenOff(error);
        }
    }

    Outcome brokenOff(FormulaError error) {
        Text option = (Text) get(Setting.DEALLOCATION);
        return new Outcome(
                surroundings.targetDedicated(),
                surroundings.targetLowPriority(),
                Deallocation.named(option.value()).orElse(Deallocation.REQUEUE),
                results(get(Setting.DEDICATED).text(), get(Setting.LOW_PRIORITY).text()),
                error);
    }

    private Outcome outcome(int dedicated, int lowPriority) {
        Text option = (Text) get(Setting.DEALLOCATION);
        return new Outcome(
                dedicated,
                lowPriority,
                Deallocation.named(option.value()).orElse(Deallocation.REQUEUE),
                results(Integer.toString(dedicated), Integer.toString(lowPriority)),
                null);
    }

    /** Settings first, then the formula's own in the order of their names, as Azure shows them. */
    private String results(String dedicated, String lowPriority) {
        StringBuilder results = new StringBuilder(Setting.DEDICATED + "=" + dedicated);
        results.append(';').append(Setting.LOW_PRIORITY).append('=').append(lowPriority);
        results.append(';').append(Setting.DEALLOCATION).append('=');
        results.append(get(Setting.DEALLOCATION).text());
        for (Map.Entry<String, Value> variable : own.entrySet()) {
            if (results.length() > LONGEST_RESULTS) {
                return results.substring(0, LONGEST_RESULTS) + "…";
            }
            results.append(';').append(variable.getKey()).append('=');
            results.append(variable.getValue().text());
        }
        return results.toString();
    }

    private Value present(Metric metric, Position position) {
        if (metric.retired()) {
            throw FormulaError.evaluation(position, "There are no samples of " + metric);
        }
        return new Number(surroundings.present().of(metric));
    }

    /** What is set: by the full name, or else by the alias, or else already. */
    private Value get(Setting setting) {
        Value value = settings.get(setting.toString());
        value = value == null ? settings.get(setting.alias()) : value;
        return value == null ? initial(setting) : value;
    }

    private Value initial(Setting setting) {
        return switch (setting) {
            case DEDICATED -> new Number(surroundings.targetDedicated());
            case LOW_PRIORITY -> new Number(surroundings.targetLowPriority());
            case DEALLOCATION -> new Text(Deallocation.REQUEUE.toString());
        };
    }

    /** The number of nodes; a fraction of a node is none. */
    private int nodes(Setting setting) {
        double nodes = ((Number) get(setting)).value();
        if (!(nodes > -1 && nodes <= Integer.MAX_VALUE)) {
            Position place =
                    places.getOrDefault(setting.toString(), places.getOrDefault(setting.alias(), Position.START));
            throw FormulaError.evaluation(place, Number.format(nodes) + " is no number of nodes");
        }
        return (int) nodes;
    }

    private static void check(Setting setting, Value value, Position position) {
        if (value.type() != setting.type()) {
            throw FormulaError.evaluation(position, setting + " is a " + setting.type() + ", not a " + value.type());
        }
        if (value instanceof Text text && Deallocation.named(text.value()).isEmpty()) {
            throw FormulaError.evaluation(position, "'" + text.value() + "' is no way to deallocate a node");
        }
    }
}
