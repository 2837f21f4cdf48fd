package io.dropbatch.client;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceivedMessageContext;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.retry.Backoff;
import io.dropbatch.model.text.Redaction;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the announcements of one subscription until it is closed. A message is settled after it was handled; one
 * whose handling failed comes again after a pause, at last it goes to the dead letters with the reason.
 */
public final class AnnouncementProcessor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnnouncementProcessor.class);
    private static final Backoff PAUSES = Backoff.doubling(Duration.ofMillis(500), Duration.ofSeconds(30));

    /** Fewer than the ten of a subscription by default, so that the reason is ours. */
    private static final long MOST_DELIVERIES = 9;

    /** Service Bus refuses longer ones. */
    private static final int LONGEST_DESCRIPTION = 4096;

    private final AnnouncementHandler handler;
    private final ServiceBusProcessorClient processor;

    private AnnouncementProcessor(
            ServiceBusClientBuilder client, String topic, String subscription, AnnouncementHandler handler) {
        this.handler = handler;
        this.processor = client.processor()
                .topicName(topic)
                .subscriptionName(subscription)
                .disableAutoComplete()
                .processMessage(this::receive)
                .processError(error -> LOG.atWarn()
                        .addKeyValue("entity", topic + "/" + subscription)
                        .addKeyValue("cause", Redaction.describe(error.getException()))
                        .log("Announcements cannot be received"))
                .buildProcessorClient();
    }

    /**
     * @param client says where the bus is, with what identity
     * @param topic submissions, jobs, tasks or outputs
     */
    public static AnnouncementProcessor start(
            ServiceBusClientBuilder client, String topic, String subscription, AnnouncementHandler handler) {
        AnnouncementProcessor processor = new AnnouncementProcessor(client, topic, subscription, handler);
        processor.processor.start();
        return processor;
    }

    private void receive(ServiceBusReceivedMessageContext message) {
        try {
            handler.receive(message.getMessage().getBody().toBytes());
        } catch (UnreadableException e) {
            message.deadLetter(reason("Unreadable", e));
            return;
        } catch (RuntimeException e) {
            giveBack(message, e);
            return;
        }
        message.complete();
    }

    private static void giveBack(ServiceBusReceivedMessageContext message, RuntimeException cause) {
        long deliveries = message.getMessage().getDeliveryCount() + 1;
        LOG.atWarn()
                .addKeyValue("messageId", message.getMessage().getMessageId())
                .addKeyValue("cause", Redaction.describe(cause))
                .log("An announcement could not be handled");
        if (deliveries >= MOST_DELIVERIES) {
            message.deadLetter(reason("HandlerFailed", cause));
            return;
        }
        pause(PAUSES.after((int) deliveries));
        message.abandon();
    }

    /** The bus gives an abandoned message back at once. The client extends the lock meanwhile. */
    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static DeadLetterOptions reason(String reason, RuntimeException cause) {
        // Whoever looks at dead letters reads it, and who handles an event may have put an address with a key into it.
        String discreet = Redaction.of(cause.getClass().getName() + ": " + cause.getMessage());
        String cut = discreet.length() > LONGEST_DESCRIPTION ? discreet.substring(0, LONGEST_DESCRIPTION) : discreet;
        return new DeadLetterOptions().setDeadLetterReason(reason).setDeadLetterErrorDescription(cut);
    }

    @Override
    public void close() {
        processor.close();
    }
}
