package io.dropbatch.example;

import com.azure.messaging.servicebus.ServiceBusReceivedMessageContext;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.spring.messaging.servicebus.support.ServiceBusMessageHeaders;
import io.dropbatch.client.AnnouncementHandler;
import io.dropbatch.client.HandledEvents;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.SubmissionRejected;
import java.util.function.Consumer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;

/** Bills each result once. The bindings are in {@code application.yml}. */
@SpringBootApplication
public class BillingApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(BillingApplication.class, arguments);
    }

    /** Keeps its ids in a database, if what it does has to be done once even when this program dies. */
    @Bean
    AnnouncementHandler announcements(BillingDesk desk) {
        return AnnouncementHandler.remembering(HandledEvents.inMemory(100_000))
                .on(OutputReady.class, event -> desk.bill(event.workload(), event.outputs()))
                .on(SubmissionRejected.class, event -> desk.apologise(event.workload()));
    }

    /**
     * Spring Cloud Function unpacks an event into its data and headers of its own, so the message is taken as the bus
     * delivered it.
     */
    @Bean
    Consumer<Message<?>> onAnnouncement(AnnouncementHandler announcements) {
        return message -> {
            ServiceBusReceivedMessageContext received = message.getHeaders()
                    .get(ServiceBusMessageHeaders.RECEIVED_MESSAGE_CONTEXT, ServiceBusReceivedMessageContext.class);
            if (received == null) {
                throw new IllegalStateException("the message does not come from the Service Bus binder");
            }
            try {
                announcements.receive(received.getMessage().getBody().toBytes());
            } catch (UnreadableException e) {
                received.deadLetter(new DeadLetterOptions()
                        .setDeadLetterReason("Unreadable")
                        .setDeadLetterErrorDescription(e.getMessage()));
                return;
            }
            received.complete();
        };
    }
}
