package io.dropbatch.bus;

import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.event.ScheduledCommand;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A command as it stands in the body of a message, in JSON.
 *
 * @param kind which of the service's commands
 * @param key with the kind, names this very command
 * @param data the command's fields
 * @param notBefore when it is to arrive; absent for at once
 */
public record CommandMessage(
        String kind,
        String key,
        Map<String, String> data,
        @Nullable Instant notBefore) {

    public CommandMessage {
        Objects.requireNonNull(kind, "a command lacks its 'kind'");
        Objects.requireNonNull(key, "a command lacks its 'key'");
        Objects.requireNonNull(data, "a command lacks its 'data'");
        data = Collections.unmodifiableMap(new TreeMap<>(data));
    }

    public static CommandMessage of(String kind, ScheduledCommand command, Map<String, String> data) {
        return new CommandMessage(kind, command.key(), data, command.notBefore());
    }

    /**
     * A field of the command.
     *
     * @param reader refuses with an IllegalArgumentException or an UnreadableException what it cannot read
     * @throws UnprocessableException when the field is missing or malformed
     */
    public <T> T field(String name, Function<String, T> reader) {
        @Nullable String value = data.get(name);
        if (value == null) {
            throw malformed("lacks the field '" + name + "'");
        }
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException | UnreadableException e) {
            throw malformed("has a field '" + name + "' that cannot be read: " + e.getMessage());
        }
    }

    /** A field that holds a whole number. */
    public int number(String name) {
        return field(name, Integer::valueOf);
    }

    /** The refusal of a command that the service does not know. */
    public UnprocessableException unexpectedKind() {
        return new UnprocessableException("UnexpectedKind", "no handler for commands of kind '" + kind + "'");
    }

    private UnprocessableException malformed(String complaint) {
        return new UnprocessableException(
                "MalformedCommand", "the command '" + kind + "' with the key '" + key + "' " + complaint);
    }
}
