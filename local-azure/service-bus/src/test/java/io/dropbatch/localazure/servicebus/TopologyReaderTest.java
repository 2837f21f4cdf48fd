package io.dropbatch.localazure.servicebus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.localazure.files.TopologyException;
import io.dropbatch.localazure.servicebus.engine.filter.CorrelationFilter;
import io.dropbatch.localazure.servicebus.engine.filter.SqlFilter;
import io.dropbatch.localazure.servicebus.engine.queue.QueueSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyReaderTest {
    private static final String WHOLE = """
            { "UserConfig": { "Namespaces": [ { "Name": "local",
                "Queues": [ { "Name": "queue.1", "Properties": {
                    "DeadLetteringOnMessageExpiration": true,
                    "DefaultMessageTimeToLive": "PT1H",
                    "DuplicateDetectionHistoryTimeWindow": "PT20S",
                    "ForwardDeadLetteredMessagesTo": "",
                    "ForwardTo": "",
                    "LockDuration": "PT30S",
                    "MaxDeliveryCount": 3,
                    "RequiresDuplicateDetection": true,
                    "RequiresSession": true } } ],
                "Topics": [ { "Name": "topic.1",
                    "Properties": { "DefaultMessageTimeToLive": "P1D", "RequiresDuplicateDetection": false },
                    "Subscriptions": [
                        { "Name": "all" },
                        { "Name": "some", "Properties": { "LockDuration": "PT10S" }, "Rules": [
                            { "Name": "by-property", "Properties": { "FilterType": "Correlation",
                                "CorrelationFilter": { "Label": "x", "Properties": { "n": 5, "s": "t" } } } },
                            { "Name": "by-text", "Properties": { "FilterType": "Sql",
                                "SqlFilter": { "SqlExpression": "sys.Label = 'y' AND n IN (1,2)" } } } ] } ] } ]
              } ], "Logging": { "Type": "File" } } }
            """;

    @Test
    void reads_queues_topics_subscriptions_and_rules() {
        NamespaceTopology topology = TopologyReader.parse(WHOLE);

        NamespaceTopology.Queue queue = topology.queues().getFirst();
        assertThat(queue.name()).isEqualTo("queue.1");
        assertThat(queue.settings())
                .isEqualTo(new QueueSettings(Duration.ofSeconds(30), 3, Duration.ofHours(1), true, true));
        assertThat(queue.destination().duplicateWindow()).isEqualTo(Duration.ofSeconds(20));
        NamespaceTopology.Topic topic = topology.topics().getFirst();
        assertThat(topic.destination().timeToLive()).isEqualTo(Duration.ofDays(1));
        assertThat(topic.destination().duplicateWindow()).isNull();
        assertThat(topic.subscriptions())
                .extracting(NamespaceTopology.Subscription::name)
                .containsExactly("all", "some");
        assertThat(topic.subscriptions().getLast().rules().get("by-property")).isInstanceOf(CorrelationFilter.class);
        assertThat(topic.subscriptions().getLast().rules().get("by-text")).isInstanceOf(SqlFilter.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "LockDuration": "PT30S"  | "LockDuraton": "PT30S"  | Namespaces[0].Queues[0].Properties.LockDuraton: unknown key; did you mean LockDuration?
                    "LockDuration": "PT30S"  | "LockDuration": "30s"   | Queues[0].Properties.LockDuration: '30s' is no ISO 8601
                    "LockDuration": "PT30S"  | "LockDuration": "PT10M" | Queues[0].Properties.LockDuration: PT10M is not between
                    "ForwardTo": ""          | "ForwardTo": "other"    | Queues[0].Properties.ForwardTo: this broker does not forward
                    "MaxDeliveryCount": 3    | "MaxDeliveryCount": "3" | MaxDeliveryCount: a whole number
                    "RequiresSession": true  | "RequiresSession": 1    | RequiresSession: true or false
                    "FilterType": "Sql"      | "FilterType": "Sequel"  | Subscriptions[1].Rules[1].Properties.FilterType: 'Sequel'
                    sys.Label = 'y'          | sys.Label == 'y'        | SqlExpression: a value
                    { "Name": "all" }        | { "Nane": "all" }       | Subscriptions[0].Nane: unknown key
                    "UserConfig"             | "Config"                | Config: unknown key
                    """)
    void refuses_by_path_what_it_does_not_know(String right, String wrong, String fault) {
        assertThatThrownBy(() -> TopologyReader.parse(WHOLE.replace(right, wrong)))
                .isInstanceOf(TopologyException.class)
                .hasMessageContaining(fault);
    }

    @Test
    void says_on_which_line_the_file_is_no_json() {
        assertThatThrownBy(() -> TopologyReader.parse("{\n\"UserConfig\": }"))
                .isInstanceOf(TopologyException.class)
                .hasMessageStartingWith("line 2");
    }
}
