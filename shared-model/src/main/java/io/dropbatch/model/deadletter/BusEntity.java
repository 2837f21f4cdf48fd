package io.dropbatch.model.deadletter;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A queue, or a subscription of a topic.
 *
 * @param sender the queue or topic that is sent to
 * @param subscription of the topic; null for a queue
 */
public record BusEntity(String sender, @Nullable String subscription) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?");
    private static final int LONGEST = 310;

    /**
     * @param name {@code scheduler-work}, or {@code jobs/results}
     * @throws IllegalArgumentException when it can be no name; the message says what can
     */
    public static BusEntity of(String name) {
        if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
            String shown = name.length() > LONGEST ? name.substring(0, 40) + "…" : name;
            throw new IllegalArgumentException(
                    "'" + shown + "' is no queue or subscription: give scheduler-work for a queue,"
                            + " jobs/results for the subscription 'results' of the topic 'jobs'");
        }
        int slash = name.indexOf('/');
        return slash < 0
                ? new BusEntity(name, null)
                : new BusEntity(name.substring(0, slash), name.substring(slash + 1));
    }

    /** As people write it. */
    public String name() {
        return subscription == null ? sender : sender + "/" + subscription;
    }
}
