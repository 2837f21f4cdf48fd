package io.dropbatch.cli.deadletter;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.SubQueue;
import io.dropbatch.cli.console.CliException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A queue, or a subscription of a topic.
 *
 * @param sender the queue or topic that is sent to
 * @param subscription of the topic; null for a queue
 */
record BusEntity(String sender, @Nullable String subscription) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?");

    /** @param name {@code scheduler-work}, or {@code jobs/results} */
    static BusEntity of(String name) {
        if (!NAME.matcher(name).matches()) {
            throw CliException.wrongUse("'" + name + "' is no queue or subscription: give scheduler-work for a queue,"
                    + " jobs/results for the subscription 'results' of the topic 'jobs'");
        }
        int slash = name.indexOf('/');
        return slash < 0
                ? new BusEntity(name, null)
                : new BusEntity(name.substring(0, slash), name.substring(slash + 1));
    }

    String name() {
        return subscription == null ? sender : sender + "/" + subscription;
    }

    ServiceBusReceiverClient deadLetters(ServiceBusClientBuilder bus) {
        ServiceBusClientBuilder.ServiceBusReceiverClientBuilder receiver = bus.receiver()
                .subQueue(SubQueue.DEAD_LETTER_QUEUE)
                .disableAutoComplete()
                .maxAutoLockRenewDuration(Duration.ZERO);
        return subscription == null
                ? receiver.queueName(sender).buildClient()
                : receiver.topicName(sender).subscriptionName(subscription).buildClient();
    }

    /** Sends to the queue, or to the topic: nobody can send to a single subscription. */
    ServiceBusSenderClient sendAgain(ServiceBusClientBuilder bus) {
        // For the client a queue and a topic are the same.
        return bus.sender().queueName(sender).buildClient();
    }
}
