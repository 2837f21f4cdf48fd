package io.dropbatch.localazure.batch.autoscale;

import io.dropbatch.localazure.batch.autoscale.sample.FormulaContext;
import io.dropbatch.localazure.batch.autoscale.sample.PoolMetric;
import io.dropbatch.localazure.batch.autoscale.value.DeallocationOption;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Number;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The variables of one evaluation: those of the service and those of the formula. */
final class FormulaVariables {

    private static final int LONGEST_RESULTS = 65_536;

    private final FormulaContext context;
    private final Map<String, FormulaValue> settings = new HashMap<>();
    private final Map<String, FormulaPosition> places = new HashMap<>();
    private final TreeMap<String, FormulaValue> own = new TreeMap<>();

    FormulaVariables(FormulaContext context) {
        this.context = context;
    }

    FormulaValue get(String name, FormulaPosition position) {
        Optional<PoolMetric> metric = PoolMetric.named(name);
        if (metric.isPresent()) {
            return present(metric.get(), position);
        }
        Optional<FormulaSetting> setting = FormulaSetting.named(name);
        if (setting.isPresent()) {
            return settings.getOrDefault(name, get(setting.get()));
        }
        FormulaValue value = own.get(name);
        if (value == null) {
            throw FormulaError.evaluation(position, "The variable " + name + " is not defined");
        }
        return value;
    }

    void set(String name, FormulaValue value, FormulaPosition position) {
        Optional<FormulaSetting> setting = FormulaSetting.named(name);
        if (setting.isEmpty()) {
            own.put(name, value);
            return;
        }
        check(setting.get(), value, position);
        settings.put(name, value);
        places.put(name, position);
    }

    FormulaOutcome outcome() {
        try {
            return outcome(nodes(FormulaSetting.DEDICATED), nodes(FormulaSetting.LOW_PRIORITY));
        } catch (FormulaError error) {
            return brokenOff(error);
        }
    }

    FormulaOutcome brokenOff(FormulaError error) {
        Text option = (Text) get(FormulaSetting.DEALLOCATION);
        return new FormulaOutcome(
                context.targetDedicated(),
                context.targetLowPriority(),
                DeallocationOption.named(option.value()).orElse(DeallocationOption.REQUEUE),
                results(
                        get(FormulaSetting.DEDICATED).text(),
                        get(FormulaSetting.LOW_PRIORITY).text()),
                error);
    }

    private FormulaOutcome outcome(int dedicated, int lowPriority) {
        Text option = (Text) get(FormulaSetting.DEALLOCATION);
        return new FormulaOutcome(
                dedicated,
                lowPriority,
                DeallocationOption.named(option.value()).orElse(DeallocationOption.REQUEUE),
                results(Integer.toString(dedicated), Integer.toString(lowPriority)),
                null);
    }

    /** Settings first, then the formula's own in the order of their names, as Azure shows them. */
    private String results(String dedicated, String lowPriority) {
        StringBuilder results = new StringBuilder(FormulaSetting.DEDICATED + "=" + dedicated);
        results.append(';').append(FormulaSetting.LOW_PRIORITY).append('=').append(lowPriority);
        results.append(';').append(FormulaSetting.DEALLOCATION).append('=');
        results.append(get(FormulaSetting.DEALLOCATION).text());
        for (Map.Entry<String, FormulaValue> variable : own.entrySet()) {
            if (results.length() > LONGEST_RESULTS) {
                return results.substring(0, LONGEST_RESULTS) + "…";
            }
            results.append(';').append(variable.getKey()).append('=');
            results.append(variable.getValue().text());
        }
        return results.toString();
    }

    private FormulaValue present(PoolMetric metric, FormulaPosition position) {
        if (metric.retired()) {
            throw FormulaError.evaluation(position, "There are no samples of " + metric);
        }
        return new Number(context.present().of(metric));
    }

    /** The value of a setting: by its full name, else by its alias, else the current one. */
    private FormulaValue get(FormulaSetting setting) {
        FormulaValue value = settings.get(setting.toString());
        value = value == null ? settings.get(setting.alias()) : value;
        return value == null ? initial(setting) : value;
    }

    private FormulaValue initial(FormulaSetting setting) {
        return switch (setting) {
            case DEDICATED -> new Number(context.targetDedicated());
            case LOW_PRIORITY -> new Number(context.targetLowPriority());
            case DEALLOCATION -> new Text(DeallocationOption.REQUEUE.toString());
        };
    }

    /** The number of nodes, rounded down. */
    private int nodes(FormulaSetting setting) {
        double nodes = ((Number) get(setting)).value();
        if (!(nodes > -1 && nodes <= Integer.MAX_VALUE)) {
            FormulaPosition place = places.getOrDefault(
                    setting.toString(), places.getOrDefault(setting.alias(), FormulaPosition.START));
            throw FormulaError.evaluation(place, Number.format(nodes) + " is no number of nodes");
        }
        return (int) nodes;
    }

    private static void check(FormulaSetting setting, FormulaValue value, FormulaPosition position) {
        if (value.type() != setting.type()) {
            throw FormulaError.evaluation(position, setting + " is a " + setting.type() + ", not a " + value.type());
        }
        if (value instanceof Text text && DeallocationOption.named(text.value()).isEmpty()) {
            throw FormulaError.evaluation(position, "'" + text.value() + "' is no way to deallocate a node");
        }
    }
}
