package io.dropbatch.localazure.batch.autoscale.value;

import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/** A member of a timestamp; Monday is 1 and Sunday 7. */
public enum MomentPart {
    YEAR(ChronoField.YEAR),
    MONTH(ChronoField.MONTH_OF_YEAR),
    DAY(ChronoField.DAY_OF_MONTH),
    WEEKDAY(ChronoField.DAY_OF_WEEK),
    HOUR(ChronoField.HOUR_OF_DAY),
    MINUTE(ChronoField.MINUTE_OF_HOUR),
    SECOND(ChronoField.SECOND_OF_MINUTE);

    private final ChronoField field;

    MomentPart(ChronoField field) {
        this.field = field;
    }

    public static Optional<MomentPart> named(String name) {
        for (MomentPart part : values()) {
            if (part.toString().equals(name)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    public FormulaValue.Number of(FormulaValue.Moment moment) {
        return new FormulaValue.Number(moment.value().atZone(ZoneOffset.UTC).get(field));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
