package io.dropbatch.localazure.servicebus.engine.filter;

import java.math.BigDecimal;
import java.util.Date;
import org.apache.qpid.proton.amqp.UnsignedByte;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.UnsignedShort;
import org.jspecify.annotations.Nullable;

/** Compares property values across the number types of the wire. */
final class PropertyComparison {
    private PropertyComparison() {}

    static boolean areEqual(Object left, @Nullable Object right) {
        Integer order = right == null ? null : compare(left, right);
        return order != null && order == 0;
    }

    /** Negative, zero or positive; null when the two cannot be compared. */
    static @Nullable Integer compare(Object left, Object right) {
        BigDecimal leftNumber = number(left);
        BigDecimal rightNumber = number(right);
        if (leftNumber != null && rightNumber != null) {
            return leftNumber.compareTo(rightNumber);
        }
        if (left instanceof Boolean leftFlag && right instanceof Boolean rightFlag) {
            return leftFlag.compareTo(rightFlag);
        }
        if (left instanceof Date leftDate && right instanceof Date rightDate) {
            return leftDate.compareTo(rightDate);
        }
        if (leftNumber != null || rightNumber != null || left instanceof Boolean || right instanceof Boolean) {
            return null;
        }
        return left.toString().compareTo(right.toString());
    }

    static @Nullable BigDecimal number(Object value) {
        return switch (value) {
            case BigDecimal decimal -> decimal;
            case Byte number -> BigDecimal.valueOf(number);
            case Short number -> BigDecimal.valueOf(number);
            case Integer number -> BigDecimal.valueOf(number);
            case Long number -> BigDecimal.valueOf(number);
            case UnsignedByte number -> BigDecimal.valueOf(number.longValue());
            case UnsignedShort number -> BigDecimal.valueOf(number.longValue());
            case UnsignedInteger number -> BigDecimal.valueOf(number.longValue());
            case UnsignedLong number -> new BigDecimal(number.bigIntegerValue());
            case Float number when Float.isFinite(number) -> new BigDecimal(number.toString());
            case Double number when Double.isFinite(number) -> BigDecimal.valueOf(number);
            default -> null;
        };
    }
}
