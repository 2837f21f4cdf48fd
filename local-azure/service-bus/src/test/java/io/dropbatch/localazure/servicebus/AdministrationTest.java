package io.dropbatch.localazure.servicebus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.core.http.policy.RetryOptions;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClient;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClientBuilder;
import com.azure.messaging.servicebus.administration.models.CorrelationRuleFilter;
import com.azure.messaging.servicebus.administration.models.QueueProperties;
import com.azure.messaging.servicebus.administration.models.QueueRuntimeProperties;
import com.azure.messaging.servicebus.administration.models.RuleProperties;
import com.azure.messaging.servicebus.administration.models.SqlRuleFilter;
import com.azure.messaging.servicebus.administration.models.SubscriptionProperties;
import com.azure.messaging.servicebus.administration.models.SubscriptionRuntimeProperties;
import com.azure.messaging.servicebus.administration.models.TopicProperties;
import com.azure.messaging.servicebus.administration.models.TopicRuntimeProperties;
import com.azure.messaging.servicebus.administration.models.TrueRuleFilter;
import io.dropbatch.localazure.servicebus.engine.entity.DestinationSettings;
import io.dropbatch.localazure.servicebus.engine.queue.QueueSettings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the unmodified administration client reads of the broker. */
class AdministrationTest {
    private static final NamespaceTopology TOPOLOGY = NamespaceTopology.EMPTY
            .with(new NamespaceTopology.Queue(
                    "orders",
                    QueueSettings.DEFAULT
                            .withLockDuration(Duration.ofSeconds(20))
                            .withMaxDeliveryCount(3),
                    new DestinationSettings(Duration.ofDays(14), Duration.ofMinutes(5))))
            .withQueue("returns")
            .withTopic("news", "all", "sports");

    private BusFixture bus;
    private ServiceBusAdministrationClient client;

    @BeforeEach
    void start() {
        bus = BusFixture.inMemory(TOPOLOGY);
        client = administrationOf(bus.server());
    }

    @AfterEach
    void stop() throws Exception {
        bus.close();
    }

    @Test
    void tells_the_rules_of_each_subscription() {
        String topology = """
                {"UserConfig": {"Namespaces": [{"Name": "n", "Queues": [], "Topics": [{"Name": "ruled", "Properties": {},
                 "Subscriptions": [
                  {"Name": "some", "Properties": {}, "Rules": [
                   {"Name": "sales", "Properties": {"FilterType": "Correlation", "CorrelationFilter":
                    {"Label": "a<b", "Properties": {"type": "sale", "large": true}}}},
                   {"Name": "urgent", "Properties": {"FilterType": "Sql", "SqlFilter": {"SqlExpression": "days < 2"}}}]},
                  {"Name": "all", "Properties": {}}]}]}]}}""";
        try (ServiceBusServer ruled =
                ServiceBusServer.start(ServiceBusOptions.inMemory(TopologyReader.parse(topology)))) {
            ServiceBusAdministrationClient reader = administrationOf(ruled);

            List<RuleProperties> rules =
                    reader.listRules("ruled", "some").stream().toList();
            assertThat(rules).extracting(RuleProperties::getName).containsExactly("sales", "urgent");
            CorrelationRuleFilter sales = (CorrelationRuleFilter) rules.get(0).getFilter();
            assertThat(sales.getLabel()).isEqualTo("a<b");
            assertThat(sales.getProperties()).containsEntry("type", "sale").containsEntry("large", "true");
            assertThat(rules.get(1).getFilter())
                    .isInstanceOfSatisfying(
                            SqlRuleFilter.class,
                            sql -> assertThat(sql.getSqlExpression()).isEqualTo("days < 2"));
            assertThat(reader.listRules("ruled", "all"))
                    .singleElement()
                    .satisfies(rule -> assertThat(rule.getFilter()).isInstanceOf(TrueRuleFilter.class));
        }
    }

    @Test
    void counts_what_each_queue_holds() {
        ServiceBusSenderClient sender = bus.senderTo("orders");
        IntStream.range(0, 4).forEach(number -> sender.sendMessage(message("order-" + number)));
        sender.scheduleMessage(message("later"), OffsetDateTime.now().plusHours(1));
        ServiceBusReceiverClient receiver = bus.receiverOf("orders");
        receiver.deadLetter(BusFixture.receiveOne(receiver));
        // Locked: still there.
        BusFixture.receiveOne(receiver);

        assertThat(client.listQueues()).extracting(QueueProperties::getName).containsExactly("orders", "returns");
        QueueRuntimeProperties listed =
                new QueueRuntimeProperties(client.listQueues().iterator().next());
        assertThat(listed.getActiveMessageCount()).isEqualTo(3);
        assertThat(listed.getScheduledMessageCount()).isEqualTo(1);
        assertThat(listed.getDeadLetterMessageCount()).isEqualTo(1);
        assertThat(listed.getTotalMessageCount()).isEqualTo(5);
        assertThat(listed.getSizeInBytes()).isPositive();
        QueueRuntimeProperties single = client.getQueueRuntimeProperties("orders");
        assertThat(single.getActiveMessageCount()).isEqualTo(3);
        assertThat(client.getQueueRuntimeProperties("returns").getTotalMessageCount())
                .isZero();
    }

    @Test
    void counts_what_each_subscription_holds() {
        bus.senderTo("news").sendMessage(message("goal"));
        bus.senderTo("news")
                .scheduleMessage(message("later"), OffsetDateTime.now().plusHours(1));
        ServiceBusReceiverClient receiver = bus.receiverOf("news", "sports");
        receiver.deadLetter(BusFixture.receiveOne(receiver));

        assertThat(client.listTopics()).extracting(TopicProperties::getName).containsExactly("news");
        assertThat(client.listSubscriptions("news"))
                .extracting(SubscriptionProperties::getSubscriptionName)
                .containsExactly("all", "sports");
        assertThat(client.listSubscriptions("news").stream()
                        .map(SubscriptionRuntimeProperties::new)
                        .map(counts -> counts.getSubscriptionName() + " " + counts.getActiveMessageCount() + " "
                                + counts.getDeadLetterMessageCount()))
                .containsExactly("all 1 0", "sports 0 1");
        SubscriptionRuntimeProperties single = client.getSubscriptionRuntimeProperties("news", "sports");
        assertThat(single.getTopicName()).isEqualTo("news");
        assertThat(single.getDeadLetterMessageCount()).isEqualTo(1);
        TopicRuntimeProperties topic = client.getTopicRuntimeProperties("news");
        assertThat(topic.getSubscriptionCount()).isEqualTo(2);
        assertThat(topic.getScheduledMessageCount()).isEqualTo(1);
    }

    @Test
    void says_how_an_entity_is_set_up() {
        QueueProperties orders = client.getQueue("orders");

        assertThat(orders.getLockDuration()).isEqualTo(Duration.ofSeconds(20));
        assertThat(orders.getMaxDeliveryCount()).isEqualTo(3);
        assertThat(orders.isDuplicateDetectionRequired()).isTrue();
        assertThat(orders.getDuplicateDetectionHistoryTimeWindow()).isEqualTo(Duration.ofMinutes(5));
        assertThat(client.getQueue("returns").isDuplicateDetectionRequired()).isFalse();
        assertThat(client.getTopic("news").getName()).isEqualTo("news");
        assertThat(client.getSubscription("news", "all").getMaxDeliveryCount()).isEqualTo(10);
    }

    @Test
    void tells_what_is_not_there() {
        assertThat(client.getQueueExists("orders")).isTrue();
        assertThat(client.getQueueExists("lost")).isFalse();
        assertThat(client.getTopicExists("news")).isTrue();
        assertThat(client.getTopicExists("lost")).isFalse();
        assertThat(client.getSubscriptionExists("news", "all")).isTrue();
        assertThat(client.getSubscriptionExists("news", "lost")).isFalse();
        assertThatThrownBy(() -> client.getQueueRuntimeProperties("lost"))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.listSubscriptions("lost").stream().toList())
                .isInstanceOf(HttpResponseException.class);
    }

    @Test
    void lists_more_entities_than_fit_on_a_page() throws Exception {
        NamespaceTopology many = NamespaceTopology.EMPTY;
        for (int number = 0; number < 230; number++) {
            many = many.withQueue("queue-%03d".formatted(number));
        }
        try (BusFixture large = BusFixture.inMemory(many)) {
            assertThat(administrationOf(large.server()).listQueues())
                    .hasSize(230)
                    .extracting(QueueProperties::getName)
                    .startsWith("queue-000")
                    .endsWith("queue-229");
        }
    }

    @Test
    void changes_nothing_and_says_why() {
        assertThatThrownBy(() -> client.createQueue("new")).isInstanceOf(HttpResponseException.class);
        assertThat(client.getQueueExists("new")).isFalse();
    }

    @Test
    void answers_only_who_brings_a_token() throws IOException {
        HttpURLConnection bare = (HttpURLConnection) bus.server()
                .administrationEndpoint()
                .resolve("/$Resources/queues")
                .toURL()
                .openConnection();

        assertThat(bare.getResponseCode()).isEqualTo(401);
    }

    private static ServiceBusMessage message(String body) {
        return BusFixture.aMessage(body);
    }

    private static ServiceBusAdministrationClient administrationOf(ServiceBusServer server) {
        return new ServiceBusAdministrationClientBuilder()
                .connectionString(server.connectionString())
                .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1))))
                .addPolicy(new PlainAddress(server.administrationEndpoint()))
                .buildClient();
    }

    /** The client speaks TLS on port 443 only: its makers' advice for the emulator is a policy that rewrites addresses. */
    private static final class PlainAddress extends HttpPipelineSyncPolicy {
        private final URI endpoint;

        PlainAddress(URI endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        protected void beforeSendingRequest(HttpPipelineCallContext context) {
            context.getHttpRequest()
                    .setUrl(endpoint + context.getHttpRequest().getUrl().getFile());
        }
    }
}
