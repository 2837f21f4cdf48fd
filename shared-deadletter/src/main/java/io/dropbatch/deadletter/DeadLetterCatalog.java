package io.dropbatch.deadletter;

import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClient;
import com.azure.messaging.servicebus.administration.models.QueueProperties;
import com.azure.messaging.servicebus.administration.models.QueueRuntimeProperties;
import com.azure.messaging.servicebus.administration.models.SubscriptionProperties;
import com.azure.messaging.servicebus.administration.models.SubscriptionRuntimeProperties;
import com.azure.messaging.servicebus.administration.models.TopicProperties;
import io.dropbatch.model.deadletter.BusEntity;
import io.dropbatch.model.deadletter.DeadLetterCount;
import java.util.ArrayList;
import java.util.List;

/** Tells which queues and subscriptions have dead letters: one request for all queues, and one for each topic. */
public final class DeadLetterCatalog {

    private DeadLetterCatalog() {}

    /** Those that have some; it takes the right to manage the namespace. */
    public static List<DeadLetterCount> read(ServiceBusAdministrationClient bus) {
        List<DeadLetterCount> counts = new ArrayList<>();
        for (QueueProperties queue : bus.listQueues()) {
            add(
                    counts,
                    new BusEntity(queue.getName(), null),
                    new QueueRuntimeProperties(queue).getDeadLetterMessageCount());
        }
        for (TopicProperties topic : bus.listTopics()) {
            for (SubscriptionProperties reader : bus.listSubscriptions(topic.getName())) {
                add(
                        counts,
                        new BusEntity(topic.getName(), reader.getSubscriptionName()),
                        new SubscriptionRuntimeProperties(reader).getDeadLetterMessageCount());
            }
        }
        return counts;
    }

    private static void add(List<DeadLetterCount> counts, BusEntity entity, long letters) {
        if (letters > 0) {
            counts.add(new DeadLetterCount(entity, letters));
        }
    }
}
