package io.dropbatch.localazure.servicebus.protocol.administration;

import io.dropbatch.localazure.servicebus.engine.entity.BusNamespace;
import io.dropbatch.localazure.servicebus.engine.entity.DestinationSettings;
import io.dropbatch.localazure.servicebus.engine.entity.MessageDestination;
import io.dropbatch.localazure.servicebus.engine.queue.MessageQueue;
import io.dropbatch.localazure.servicebus.engine.queue.QueueSettings;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Settings and counts of entities, as the XML of Service Bus spells them. */
final class EntityDescriptions {
    /** What Azure writes for a time that never comes: the longest one of .NET. */
    private static final String FOREVER = "P10675199DT2H48M5.4775807S";

    private static final Duration USUAL_WINDOW = Duration.ofMinutes(10);
    private static final String NAMESPACES =
            " xmlns=\"http://schemas.microsoft.com/netservices/2010/10/servicebus/connect\""
                    + " xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"";
    private static final String COUNTS = """
            <CountDetails xmlns:d2p1="http://schemas.microsoft.com/netservices/2011/06/servicebus">\
            <d2p1:ActiveMessageCount>%d</d2p1:ActiveMessageCount>\
            <d2p1:DeadLetterMessageCount>%d</d2p1:DeadLetterMessageCount>\
            <d2p1:ScheduledMessageCount>%d</d2p1:ScheduledMessageCount>\
            <d2p1:TransferMessageCount>0</d2p1:TransferMessageCount>\
            <d2p1:TransferDeadLetterMessageCount>0</d2p1:TransferDeadLetterMessageCount>\
            </CountDetails>""";
    private static final String QUEUE = """
            <QueueDescription%s>\
            <LockDuration>%s</LockDuration>\
            <MaxSizeInMegabytes>1024</MaxSizeInMegabytes>\
            <RequiresDuplicateDetection>%b</RequiresDuplicateDetection>\
            <RequiresSession>%b</RequiresSession>\
            <DefaultMessageTimeToLive>%s</DefaultMessageTimeToLive>\
            <DeadLetteringOnMessageExpiration>%b</DeadLetteringOnMessageExpiration>\
            <DuplicateDetectionHistoryTimeWindow>%s</DuplicateDetectionHistoryTimeWindow>\
            <MaxDeliveryCount>%d</MaxDeliveryCount>\
            <EnableBatchedOperations>true</EnableBatchedOperations>\
            <SizeInBytes>%d</SizeInBytes>\
            <MessageCount>%d</MessageCount>\
            <IsAnonymousAccessible>false</IsAnonymousAccessible>\
            <AuthorizationRules/>\
            <Status>Active</Status>\
            <SupportOrdering>true</SupportOrdering>\
            %s\
            <AutoDeleteOnIdle>%s</AutoDeleteOnIdle>\
            <EnablePartitioning>false</EnablePartitioning>\
            <EntityAvailabilityStatus>Available</EntityAvailabilityStatus>\
            <EnableExpress>false</EnableExpress>\
            </QueueDescription>""";
    private static final String TOPIC = """
            <TopicDescription%s>\
            <DefaultMessageTimeToLive>%s</DefaultMessageTimeToLive>\
            <MaxSizeInMegabytes>1024</MaxSizeInMegabytes>\
            <RequiresDuplicateDetection>%b</RequiresDuplicateDetection>\
            <DuplicateDetectionHistoryTimeWindow>%s</DuplicateDetectionHistoryTimeWindow>\
            <EnableBatchedOperations>true</EnableBatchedOperations>\
            <SizeInBytes>%d</SizeInBytes>\
            <FilteringMessagesBeforePublishing>false</FilteringMessagesBeforePublishing>\
            <IsAnonymousAccessible>false</IsAnonymousAccessible>\
            <AuthorizationRules/>\
            <Status>Active</Status>\
            <SupportOrdering>true</SupportOrdering>\
            %s\
            <SubscriptionCount>%d</SubscriptionCount>\
            <AutoDeleteOnIdle>%s</AutoDeleteOnIdle>\
            <EnablePartitioning>false</EnablePartitioning>\
            <EntityAvailabilityStatus>Available</EntityAvailabilityStatus>\
            <EnableSubscriptionPartitioning>false</EnableSubscriptionPartitioning>\
            <EnableExpress>false</EnableExpress>\
            </TopicDescription>""";
    private static final String SUBSCRIPTION = """
            <SubscriptionDescription%s>\
            <LockDuration>%s</LockDuration>\
            <RequiresSession>%b</RequiresSession>\
            <DefaultMessageTimeToLive>%s</DefaultMessageTimeToLive>\
            <DeadLetteringOnMessageExpiration>%b</DeadLetteringOnMessageExpiration>\
            <DeadLetteringOnFilterEvaluationExceptions>false</DeadLetteringOnFilterEvaluationExceptions>\
            <MessageCount>%d</MessageCount>\
            <MaxDeliveryCount>%d</MaxDeliveryCount>\
            <EnableBatchedOperations>true</EnableBatchedOperations>\
            <Status>Active</Status>\
            %s\
            <AutoDeleteOnIdle>%s</AutoDeleteOnIdle>\
            <EntityAvailabilityStatus>Available</EntityAvailabilityStatus>\
            </SubscriptionDescription>""";

    private final BusNamespace namespace;

    EntityDescriptions(BusNamespace namespace) {
        this.namespace = namespace;
    }

    String ofQueue(MessageQueue queue) {
        QueueSettings settings = queue.settings();
        MessageDestination destination =
                Objects.requireNonNull(namespace.destination(queue.name().value()), "a queue is a destination");
        MessageCounts counts = MessageCounts.ofQueue(namespace, queue);
        return QUEUE.formatted(
                NAMESPACES,
                settings.lockDuration(),
                destination.settings().duplicateWindow() != null,
                settings.requiresSession(),
                orForever(settings.timeToLive()),
                settings.deadLetterOnExpiration(),
                window(destination.settings()),
                settings.maxDeliveryCount(),
                counts.bytes(),
                counts.all(),
                written(counts),
                FOREVER);
    }

    String ofTopic(MessageDestination topic) {
        MessageCounts counts = MessageCounts.ofTopic(topic);
        return TOPIC.formatted(
                NAMESPACES,
                orForever(topic.settings().timeToLive()),
                topic.settings().duplicateWindow() != null,
                window(topic.settings()),
                counts.bytes(),
                written(counts),
                namespace.subscriptions(topic.name().value()).size(),
                FOREVER);
    }

    String ofSubscription(MessageQueue subscription) {
        QueueSettings settings = subscription.settings();
        MessageCounts counts = MessageCounts.ofSubscription(namespace, subscription);
        return SUBSCRIPTION.formatted(
                NAMESPACES,
                settings.lockDuration(),
                settings.requiresSession(),
                orForever(settings.timeToLive()),
                settings.deadLetterOnExpiration(),
                counts.all(),
                settings.maxDeliveryCount(),
                written(counts),
                FOREVER);
    }

    private static String written(MessageCounts counts) {
        return COUNTS.formatted(counts.active(), counts.deadLetters(), counts.scheduled());
    }

    private static String orForever(@Nullable Duration duration) {
        return duration == null ? FOREVER : duration.toString();
    }

    private static Duration window(DestinationSettings settings) {
        return Objects.requireNonNullElse(settings.duplicateWindow(), USUAL_WINDOW);
    }
}
