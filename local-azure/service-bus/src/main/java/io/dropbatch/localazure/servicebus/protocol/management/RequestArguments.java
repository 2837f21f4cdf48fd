package io.dropbatch.localazure.servicebus.protocol.management;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import io.dropbatch.localazure.servicebus.engine.queue.LockToken;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Binary;
import org.jspecify.annotations.Nullable;

/** The body of a management request. Arrays may come as primitive arrays, object arrays or lists. */
public record RequestArguments(Map<?, ?> values) {
    List<Long> numbers(String key) {
        return list(key).stream().map(value -> number(key, value)).toList();
    }

    List<LockToken> tokens(String key) {
        return list(key).stream().map(value -> token(key, value)).toList();
    }

    List<RequestArguments> maps(String key) {
        return list(key).stream().map(value -> map(key, value)).toList();
    }

    long number(String key) {
        return number(key, values.get(key));
    }

    @Nullable
    String text(String key) {
        Object value = values.get(key);
        return value == null ? null : value.toString();
    }

    String requiredText(String key) {
        String value = text(key);
        if (value == null) {
            throw invalid(key, null);
        }
        return value;
    }

    byte @Nullable [] bytes(String key) {
        Object value = values.get(key);
        return switch (value) {
            case null -> null;
            case Binary binary -> copy(binary);
            case byte[] array -> array;
            default -> throw invalid(key, value);
        };
    }

    Map<?, ?> map(String key) {
        return values.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }

    @Nullable
    Object get(String key) {
        return values.get(key);
    }

    private List<Object> list(String key) {
        Object value = values.get(key);
        if (value instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        }
        if (value == null || !value.getClass().isArray()) {
            throw invalid(key, value);
        }
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
            elements.add(Array.get(value, i));
        }
        return elements;
    }

    private static long number(String key, @Nullable Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        throw invalid(key, value);
    }

    private static LockToken token(String key, Object value) {
        if (value instanceof UUID uuid) {
            return new LockToken(uuid);
        }
        throw invalid(key, value);
    }

    private static RequestArguments map(String key, Object value) {
        if (value instanceof Map<?, ?> map) {
            return new RequestArguments(map);
        }
        throw invalid(key, value);
    }

    private static byte[] copy(Binary binary) {
        byte[] bytes = new byte[binary.getLength()];
        binary.asByteBuffer().get(bytes);
        return bytes;
    }

    private static BrokerException invalid(String key, @Nullable Object value) {
        String found = value == null ? "nothing" : value.getClass().getSimpleName();
        return new BrokerException(BrokerRefusal.INVALID, "The request's '" + key + "' is " + found);
    }
}
