package io.dropbatch.monitor.adapter.bus;

import com.azure.core.credential.TokenCredential;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClient;
import com.azure.messaging.servicebus.administration.models.QueueProperties;
import com.azure.messaging.servicebus.administration.models.QueueRuntimeProperties;
import com.azure.messaging.servicebus.administration.models.SubscriptionProperties;
import com.azure.messaging.servicebus.administration.models.SubscriptionRuntimeProperties;
import com.azure.messaging.servicebus.administration.models.TopicProperties;
import io.dropbatch.bus.BusAdministration;
import io.dropbatch.model.text.Redaction;
import io.dropbatch.monitor.app.port.BusBacklog;
import io.dropbatch.monitor.app.port.UnreadableBacklogException;
import io.dropbatch.monitor.domain.EntityBacklog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bus: one request for all queues, one for all topics and one for the subscriptions of each topic. Where messages
 * wait, a look at the first of them tells how long. Used by one thread at a time.
 */
public final class ServiceBusBacklog implements BusBacklog, AutoCloseable {

    private final BusAdministration administration;
    private final Supplier<TokenCredential> identity;
    private final OldestMessages oldest;
    private @Nullable ServiceBusAdministrationClient client;

    /**
     * Asks nothing yet.
     *
     * @param connection shared with all that the service receives and sends
     */
    public ServiceBusBacklog(
            BusAdministration administration, Supplier<TokenCredential> identity, ServiceBusClientBuilder connection) {
        this.administration = administration;
        this.identity = identity;
        this.oldest = new OldestMessages(connection);
    }

    @Override
    public List<EntityBacklog> read() {
        try {
            ServiceBusAdministrationClient bus = client();
            oldest.beginReading();
            List<EntityBacklog> entities = new ArrayList<>();
            for (QueueProperties queue : bus.listQueues()) {
                entities.add(backlog(new QueueRuntimeProperties(queue)));
            }
            for (TopicProperties topic : bus.listTopics()) {
                for (SubscriptionProperties subscription : bus.listSubscriptions(topic.getName())) {
                    entities.add(backlog(new SubscriptionRuntimeProperties(subscription)));
                }
            }
            return entities;
        } catch (RuntimeException e) {
            throw new UnreadableBacklogException(explanation(e), e);
        }
    }

    private ServiceBusAdministrationClient client() {
        if (client == null) {
            client = administration.connect(identity);
        }
        return client;
    }

    private EntityBacklog backlog(QueueRuntimeProperties queue) {
        int active = queue.getActiveMessageCount();
        @Nullable Instant since = active == 0 ? null : oldest.inQueue(queue.getName());
        return new EntityBacklog(
                queue.getName(),
                active,
                Long.valueOf(queue.getScheduledMessageCount()),
                queue.getDeadLetterMessageCount(),
                since);
    }

    private EntityBacklog backlog(SubscriptionRuntimeProperties subscription) {
        String topic = subscription.getTopicName();
        String name = subscription.getSubscriptionName();
        int active = subscription.getActiveMessageCount();
        @Nullable Instant since = active == 0 ? null : oldest.inSubscription(topic, name);
        return new EntityBacklog(topic + "/" + name, active, null, subscription.getDeadLetterMessageCount(), since);
    }

    private static String explanation(RuntimeException thrown) {
        if (BusAdministration.denies(thrown)) {
            return "the monitor may not read the namespace: give its identity the role 'Azure Service Bus Data Owner', or a"
                    + " connection string with the right 'Manage'; or set dropbatch.monitor.backlog.enabled to false";
        }
        return Redaction.describe(thrown);
    }

    @Override
    public void close() {
        oldest.close();
    }
}
