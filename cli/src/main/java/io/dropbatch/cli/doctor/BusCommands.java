package io.dropbatch.cli.doctor;

import io.dropbatch.cli.doctor.BusPlan.Queue;
import io.dropbatch.cli.doctor.BusPlan.Settings;
import io.dropbatch.cli.doctor.BusPlan.Subscription;
import io.dropbatch.cli.doctor.BusPlan.Topic;
import java.time.Duration;

/** The commands of {@code az} that make, change and delete what a namespace holds. */
record BusCommands(String group, String namespace) {

    String createQueue(Queue queue) {
        return az("queue create", "--name " + queue.name())
                + options(queue.settings())
                + duplicates(queue.detectsDuplicates(), queue.window());
    }

    String deleteQueue(String name) {
        return az("queue delete", "--name " + name);
    }

    String updateQueue(String name, Settings settings) {
        return az("queue update", "--name " + name) + changeable(settings);
    }

    String createTopic(Topic topic) {
        return az("topic create", "--name " + topic.name()) + " --default-message-time-to-live "
                + text(topic.timeToLive()) + duplicates(topic.detectsDuplicates(), topic.window());
    }

    String deleteTopic(String name) {
        return az("topic delete", "--name " + name);
    }

    String createSubscription(String topic, Subscription subscription) {
        return az("topic subscription create", "--topic-name " + topic + " --name " + subscription.name())
                + options(subscription.settings());
    }

    String deleteSubscription(String topic, String name) {
        return az("topic subscription delete", "--topic-name " + topic + " --name " + name);
    }

    String updateSubscription(String topic, String name, Settings settings) {
        return az("topic subscription update", "--topic-name " + topic + " --name " + name) + changeable(settings);
    }

    String createRule(String topic, String subscription, String name, String filter) {
        String make = az(
                "topic subscription rule create",
                "--topic-name " + topic + " --subscription-name " + subscription + " --name " + quoted(name));
        if (filter.equals(BusFilterText.EVERYTHING)) {
            return make + " --filter-sql-expression 1=1";
        }
        return filter.startsWith("where ")
                ? make + " --filter-sql-expression \"" + filter.substring("where ".length()) + "\""
                : make + " --filter-type CorrelationFilter --correlation-filter-property " + filter;
    }

    String deleteRule(String topic, String subscription, String name) {
        return az(
                "topic subscription rule delete",
                "--topic-name " + topic + " --subscription-name " + subscription + " --name " + quoted(name));
    }

    private static String quoted(String name) {
        return name.startsWith("$") ? "'" + name + "'" : name;
    }

    private String az(String command, String what) {
        return "az servicebus " + command + " --resource-group " + group + " --namespace-name " + namespace + " "
                + what;
    }

    private static String options(Settings settings) {
        return changeable(settings) + (settings.sessions() ? " --enable-session true" : "");
    }

    private static String changeable(Settings settings) {
        return " --lock-duration " + text(settings.lock()) + " --max-delivery-count " + settings.deliveries()
                + " --default-message-time-to-live " + text(settings.timeToLive())
                + (settings.deadLetterExpired() ? " --enable-dead-lettering-on-message-expiration true" : "");
    }

    private static String duplicates(boolean detects, Duration window) {
        return detects
                ? " --enable-duplicate-detection true --duplicate-detection-history-time-window " + text(window)
                : "";
    }

    /** Whole days as such, as people write them. */
    static String text(Object value) {
        return value instanceof Duration time && time.toDays() > 0 && time.equals(Duration.ofDays(time.toDays()))
                ? "P" + time.toDays() + "D"
                : value.toString();
    }
}
