package io.dropbatch.localazure.servicebus;

import static io.dropbatch.localazure.servicebus.BusFixture.aMessage;
import static io.dropbatch.localazure.servicebus.BusFixture.bodies;
import static io.dropbatch.localazure.servicebus.BusFixture.receive;
import static io.dropbatch.localazure.servicebus.BusFixture.receiveNothing;
import static io.dropbatch.localazure.servicebus.BusFixture.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusRuleManagerClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.administration.models.CorrelationRuleFilter;
import com.azure.messaging.servicebus.administration.models.CreateRuleOptions;
import com.azure.messaging.servicebus.administration.models.RuleProperties;
import com.azure.messaging.servicebus.administration.models.SqlRuleFilter;
import com.azure.messaging.servicebus.models.SubQueue;
import io.dropbatch.localazure.servicebus.engine.entity.DestinationSettings;
import io.dropbatch.localazure.servicebus.engine.filter.CorrelationFilter;
import io.dropbatch.localazure.servicebus.engine.filter.SqlFilter;
import io.dropbatch.localazure.servicebus.engine.queue.QueueSettings;
import io.dropbatch.localazure.servicebus.message.SystemProperties;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicTest {
    private BusFixture bus;
    private ServiceBusSenderClient sender;

    @BeforeEach
    void start() {
        SystemProperties anything = new SystemProperties(null, null, null, null, null, null, null, null);
        bus = BusFixture.inMemory(NamespaceTopology.EMPTY.with(new NamespaceTopology.Topic(
                "jobs",
                new DestinationSettings(null, Duration.ofMinutes(1)),
                List.of(
                        new NamespaceTopology.Subscription("all", QueueSettings.DEFAULT, Map.of()),
                        new NamespaceTopology.Subscription(
                                "monitor",
                                QueueSettings.DEFAULT,
                                Map.of("started", new CorrelationFilter(anything, Map.of("type", "started")))),
                        new NamespaceTopology.Subscription(
                                "results",
                                QueueSettings.DEFAULT,
                                Map.of(
                                        "ended", SqlFilter.parse("type = 'ended'"),
                                        "big", SqlFilter.parse("tasks > 100")))))));
        sender = bus.senderTo("jobs");
    }

    @AfterEach
    void stop() throws Exception {
        bus.close();
    }

    @Test
    void gives_each_subscription_what_one_of_its_rules_wants() {
        sender.sendMessage(job("a", "started", 5));
        sender.sendMessage(job("b", "started", 500));
        sender.sendMessage(job("c", "ended", 5));

        assertThat(bodies(receive(bus.receiverOf("jobs", "all"), 3))).containsExactly("a", "b", "c");
        assertThat(bodies(receive(bus.receiverOf("jobs", "monitor"), 2))).containsExactly("a", "b");
        assertThat(bodies(receive(bus.receiverOf("jobs", "results"), 2))).containsExactly("b", "c");
    }

    @Test
    void settles_each_copy_by_itself() {
        sender.sendMessage(job("a", "started", 500));
        var monitor = bus.receiverOf("jobs", "monitor");
        var results = bus.receiverOf("jobs", "Results");

        monitor.complete(receiveOne(monitor));
        results.deadLetter(receiveOne(results));

        var dead = bus.closing(bus.client()
                .receiver()
                .topicName("jobs")
                .subscriptionName("results")
                .subQueue(SubQueue.DEAD_LETTER_QUEUE)
                .buildClient());
        ServiceBusReceivedMessage message = receiveOne(dead);
        assertThat(message.getDeadLetterSource()).isEqualTo("jobs/subscriptions/results");
        assertThat(receiveNothing(monitor)).isEmpty();
    }

    @Test
    void drops_a_message_id_that_it_has_seen() {
        sender.sendMessage(job("first", "started", 1).setMessageId("same"));
        sender.sendMessages(List.of(
                job("second", "started", 1).setMessageId("same"),
                job("third", "started", 1).setMessageId("other")));

        assertThat(bodies(receive(bus.receiverOf("jobs", "monitor"), 2))).containsExactly("first", "third");
        assertThat(receiveNothing(bus.receiverOf("jobs", "monitor"))).isEmpty();
    }

    @Test
    void keeps_scheduled_messages_until_their_time_and_lets_them_be_cancelled() {
        OffsetDateTime soon = OffsetDateTime.now().plus(Duration.ofMillis(500));
        long cancelled = sender.scheduleMessage(job("never", "started", 1), soon.plusHours(1));
        sender.scheduleMessage(job("soon", "started", 1), soon);

        sender.cancelScheduledMessage(cancelled);

        assertThat(bodies(receive(bus.receiverOf("jobs", "monitor"), 1))).containsExactly("soon");
        assertThat(OffsetDateTime.now()).isAfter(soon);
    }

    @Test
    void forgets_what_no_subscription_wants() {
        bus.server()
                .send("jobs", new OutgoingMessage("x", "x".getBytes(), null, Map.of("type", "unheard of")))
                .join();

        assertThat(receiveNothing(bus.receiverOf("jobs", "monitor"))).isEmpty();
        assertThat(bodies(receive(bus.receiverOf("jobs", "all"), 1))).containsExactly("x");
    }

    @Test
    void lets_rules_be_changed_while_it_runs() {
        ServiceBusRuleManagerClient rules = bus.closing(bus.client()
                .ruleManager()
                .topicName("jobs")
                .subscriptionName("monitor")
                .buildClient());
        rules.createRule("urgent", new CreateRuleOptions(new SqlRuleFilter("urgent = TRUE")));
        rules.createRule("labelled", new CreateRuleOptions(new CorrelationRuleFilter().setLabel("x")));
        rules.deleteRule("started");

        sender.sendMessage(job("a", "started", 1));
        sender.sendMessage(job("b", "started", 1).setSubject("x"));

        assertThat(bodies(receive(bus.receiverOf("jobs", "monitor"), 1))).containsExactly("b");
        assertThat(rules.listRules())
                .extracting(RuleProperties::getName)
                .containsExactlyInAnyOrder("urgent", "labelled");
        assertThatThrownBy(() -> rules.createRule("wrong", new CreateRuleOptions(new SqlRuleFilter("urgent =="))))
                .hasMessageContaining("is wrong");
    }

    private static ServiceBusMessage job(String body, String type, int tasks) {
        ServiceBusMessage message = aMessage(body);
        message.getApplicationProperties().put("type", type);
        message.getApplicationProperties().put("tasks", tasks);
        return message;
    }
}
