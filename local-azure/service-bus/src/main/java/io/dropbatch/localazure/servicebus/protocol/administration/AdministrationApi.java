package io.dropbatch.localazure.servicebus.protocol.administration;

import io.dropbatch.localazure.servicebus.engine.EntityName;
import io.dropbatch.localazure.servicebus.engine.entity.BusNamespace;
import io.dropbatch.localazure.servicebus.engine.entity.MessageDestination;
import io.dropbatch.localazure.servicebus.engine.entity.TopicSubscription;
import io.dropbatch.localazure.servicebus.engine.filter.RuleFilter;
import io.dropbatch.localazure.servicebus.engine.queue.MessageQueue;
import io.dropbatch.localazure.servicebus.protocol.administration.AtomDocument.Entry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers which entities there are and how many messages each holds.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/servicebus/">Service Bus REST API: resource provider of the
 *     namespace</a>
 */
final class AdministrationApi {
    private static final String SUBSCRIPTIONS = "/subscriptions";
    private static final String RULES = "/rules";
    private static final int LARGEST_PAGE = 100;

    private final BusNamespace namespace;
    private final EntityDescriptions descriptions;
    private final Clock clock;

    /** An HTTP answer. */
    record Answer(int status, String body) {}

    AdministrationApi(BusNamespace namespace, Clock clock) {
        this.namespace = namespace;
        this.descriptions = new EntityDescriptions(namespace);
        this.clock = clock;
    }

    /**
     * Answers a request to read.
     *
     * @param address of this namespace
     * @param path decoded, without the slash before it
     */
    Answer read(String address, String path, Map<String, List<String>> query) {
        AtomDocument atom = new AtomDocument(address, clock.instant());
        return switch (path) {
            case "$Resources/queues", "$Resources/Queues" ->
                ok(atom.feed("Queues", path, page(namespace.queues(), query, this::entryOf)));
            case "$Resources/topics", "$Resources/Topics" ->
                ok(atom.feed("Topics", path, page(namespace.topics(), query, this::entryOf)));
            default -> entity(atom, path, query);
        };
    }

    private Answer entity(AtomDocument atom, String path, Map<String, List<String>> query) {
        if (path.endsWith(SUBSCRIPTIONS)) {
            return subscriptions(atom, path, query);
        }
        TopicSubscription ruled =
                path.endsWith(RULES) ? namespace.subscription(path.substring(0, path.length() - RULES.length())) : null;
        if (ruled != null) {
            return rules(atom, path, query, ruled);
        }
        MessageQueue queue = path.contains("$") ? null : namespace.queue(path);
        if (queue != null) {
            return ok(atom.entry(namespace.subscription(path) == null ? entryOf(queue) : subscriptionEntry(queue)));
        }
        if (path.contains(SUBSCRIPTIONS + "/")) {
            return new Answer(404, AtomDocument.error(404, "There is no subscription '" + path + "'"));
        }
        MessageDestination topic = namespace.isTopic(path) ? namespace.destination(path) : null;
        return ok(topic == null ? atom.emptyFeed(path) : atom.entry(entryOf(topic)));
    }

    private Answer subscriptions(AtomDocument atom, String path, Map<String, List<String>> query) {
        String topic = path.substring(0, path.length() - SUBSCRIPTIONS.length());
        if (!namespace.isTopic(topic)) {
            return new Answer(404, AtomDocument.error(404, "There is no topic '" + topic + "'"));
        }
        return ok(
                atom.feed("Subscriptions", path, page(namespace.subscriptions(topic), query, this::subscriptionEntry)));
    }

    private static Answer rules(
            AtomDocument atom, String path, Map<String, List<String>> query, TopicSubscription subscription) {
        List<Map.Entry<String, RuleFilter>> rules = subscription.rules().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList();
        return ok(atom.feed(
                "Rules",
                path,
                page(
                        rules,
                        query,
                        rule -> new Entry(
                                path + "/" + rule.getKey(),
                                rule.getKey(),
                                RuleDescriptions.of(rule.getKey(), rule.getValue())))));
    }

    private Entry entryOf(MessageQueue queue) {
        String name = queue.name().value();
        return new Entry(name, name, descriptions.ofQueue(queue));
    }

    private Entry entryOf(MessageDestination topic) {
        String name = topic.name().value();
        return new Entry(name, name, descriptions.ofTopic(topic));
    }

    private Entry subscriptionEntry(MessageQueue subscription) {
        EntityName name = subscription.name();
        String path = name.value();
        return new Entry(path, path.substring(path.lastIndexOf('/') + 1), descriptions.ofSubscription(subscription));
    }

    /** Only what is asked for is counted. */
    private static <T> AtomDocument.Page page(List<T> all, Map<String, List<String>> query, Function<T, Entry> entry) {
        int skipped = number(query.get("$skip"), 0);
        int most = Math.min(number(query.get("$top"), LARGEST_PAGE), LARGEST_PAGE);
        List<Entry> entries = all.stream().skip(skipped).limit(most).map(entry).toList();
        int next = skipped + entries.size();
        return new AtomDocument.Page(entries, next < all.size() ? "$skip=" + next + "&$top=" + most : null);
    }

    private static int number(@Nullable List<String> values, int otherwise) {
        if (values == null || !values.getFirst().matches("[0-9]{1,9}")) {
            return otherwise;
        }
        return Integer.parseInt(values.getFirst());
    }

    private static Answer ok(String body) {
        return new Answer(200, body);
    }
}
