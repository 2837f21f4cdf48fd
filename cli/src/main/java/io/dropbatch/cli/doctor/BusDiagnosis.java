package io.dropbatch.cli.doctor;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClient;
import com.azure.messaging.servicebus.administration.models.QueueProperties;
import com.azure.messaging.servicebus.administration.models.SubscriptionProperties;
import com.azure.messaging.servicebus.administration.models.TopicProperties;
import io.dropbatch.cli.doctor.BusPlan.Queue;
import io.dropbatch.cli.doctor.BusPlan.Settings;
import io.dropbatch.cli.doctor.BusPlan.Subscription;
import io.dropbatch.cli.doctor.BusPlan.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares the namespace with the topology file, and tries the rights to send and to receive: a link is opened and
 * messages are looked at, but none is sent or taken.
 */
final class BusDiagnosis {

    private static final String AREA = "service bus";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final String OWNER = "Azure Service Bus Data Owner";

    private final BusConnection connection;
    private final BusPlan plan;
    private final BusCommands commands;

    BusDiagnosis(BusConnection connection, BusPlan plan, String group) {
        this.connection = connection;
        this.plan = plan;
        this.commands = new BusCommands(group, connection.namespace());
    }

    List<DiagnosisTask> tasks() {
        if (!connection.isNamed()) {
            return List.of(DiagnosisTask.single(
                    AREA,
                    "settings",
                    () -> Diagnosis.wrong(
                            AREA,
                            "settings",
                            "neither AZURE_SERVICEBUS_NAMESPACE nor AZURE_SERVICEBUS_CONNECTION_STRING is set",
                            "export AZURE_SERVICEBUS_NAMESPACE=<namespace>",
                            "unset AZURE_SERVICEBUS_NAMESPACE")));
        }
        ServiceBusAdministrationClient client;
        try {
            client = connection.administration();
        } catch (IllegalArgumentException | NullPointerException e) {
            // The client's words repeat the key.
            return List.of(DiagnosisTask.single(
                    AREA,
                    "settings",
                    () -> Diagnosis.wrong(
                            AREA,
                            "settings",
                            "AZURE_SERVICEBUS_CONNECTION_STRING cannot be read: copy it whole",
                            "az servicebus namespace authorization-rule keys list --resource-group <group>"
                                    + " --namespace-name <namespace> --name RootManageSharedAccessKey",
                            "")));
        }
        List<DiagnosisTask> tasks = new ArrayList<>();
        for (Queue queue : plan.queues()) {
            tasks.add(compared("queue " + queue.name(), () -> queue(client, queue)));
        }
        for (Topic topic : plan.topics()) {
            tasks.add(compared("topic " + topic.name(), () -> topic(client, topic)));
        }
        tasks.add(new DiagnosisTask(AREA, "rights", this::rights));
        return tasks;
    }

    /** Who may not read settings may still send and receive; it is said once, with the rights. */
    private static DiagnosisTask compared(String subject, Callable<List<Diagnosis>> look) {
        return new DiagnosisTask(AREA, subject, () -> {
            try {
                return look.call();
            } catch (HttpResponseException e) {
                int status = e.getResponse() == null ? 0 : e.getResponse().getStatusCode();
                if (status != UNAUTHORIZED && status != FORBIDDEN) {
                    throw e;
                }
                return List.of(Diagnosis.skipped(
                        AREA, subject, "its settings may not be read", StorageDiagnosis.grant(OWNER)));
            }
        });
    }

    private List<Diagnosis> queue(ServiceBusAdministrationClient client, Queue wanted) {
        String subject = "queue " + wanted.name();
        QueueProperties found;
        try {
            found = client.getQueue(wanted.name());
        } catch (ResourceNotFoundException e) {
            return List.of(Diagnosis.wrong(
                    AREA, subject, "is not there", commands.createQueue(wanted), commands.deleteQueue(wanted.name())));
        }
        Settings has = new Settings(
                found.getLockDuration(),
                found.getMaxDeliveryCount(),
                found.getDefaultMessageTimeToLive(),
                found.isDeadLetteringOnMessageExpiration(),
                found.isSessionRequired());
        if (found.isDuplicateDetectionRequired() != wanted.detectsDuplicates()
                || has.sessions() != wanted.settings().sessions()) {
            return List.of(fixed(
                    subject,
                    found.isDuplicateDetectionRequired() == wanted.detectsDuplicates()
                            ? "wants sessions, which the services do not open: nothing is received"
                            : "does not detect duplicates: a message that is sent again is handled again",
                    commands.deleteQueue(wanted.name()) + " && " + commands.createQueue(wanted)));
        }
        return List.of(
                settings(subject, wanted.settings(), has, settings -> commands.updateQueue(wanted.name(), settings)));
    }

    private List<Diagnosis> topic(ServiceBusAdministrationClient client, Topic wanted) {
        String subject = "topic " + wanted.name();
        TopicProperties found;
        try {
            found = client.getTopic(wanted.name());
        } catch (ResourceNotFoundException e) {
            return List.of(Diagnosis.wrong(
                    AREA,
                    subject,
                    "is not there, and so none of its subscriptions; then run the doctor again for those",
                    commands.createTopic(wanted),
                    commands.deleteTopic(wanted.name())));
        }
        List<Diagnosis> diagnoses = new ArrayList<>();
        diagnoses.add(
                found.isDuplicateDetectionRequired() == wanted.detectsDuplicates()
                        ? Diagnosis.ok(AREA, subject, "as in the topology")
                        : fixed(
                                subject,
                                "does not detect duplicates: an event that is sent again arrives again",
                                commands.deleteTopic(wanted.name()) + " && " + commands.createTopic(wanted)));
        for (Subscription reader : wanted.readers()) {
            diagnoses.addAll(subscription(client, wanted.name(), reader));
        }
        return diagnoses;
    }

    private List<Diagnosis> subscription(ServiceBusAdministrationClient client, String topic, Subscription wanted) {
        String subject = "subscription " + topic + "/" + wanted.name();
        SubscriptionProperties found;
        try {
            found = client.getSubscription(topic, wanted.name());
        } catch (ResourceNotFoundException e) {
            String rules = wanted.rules().isEmpty() ? "" : "; then run the doctor again for its rules";
            return List.of(Diagnosis.wrong(
                    AREA,
                    subject,
                    "is not there: what is announced meanwhile is lost" + rules,
                    commands.createSubscription(topic, wanted),
                    commands.deleteSubscription(topic, wanted.name())));
        }
        Settings has = new Settings(
                found.getLockDuration(),
                found.getMaxDeliveryCount(),
                found.getDefaultMessageTimeToLive(),
                found.isDeadLetteringOnMessageExpiration(),
                found.isSessionRequired());
        List<Diagnosis> diagnoses = new ArrayList<>();
        diagnoses.add(
                has.sessions() == wanted.settings().sessions()
                        ? settings(
                                subject,
                                wanted.settings(),
                                has,
                                settings -> commands.updateSubscription(topic, wanted.name(), settings))
                        : fixed(
                                subject,
                                "wants sessions, which the services do not open: nothing is received",
                                commands.deleteSubscription(topic, wanted.name()) + " && "
                                        + commands.createSubscription(topic, wanted)));
        diagnoses.addAll(rules(client, topic, wanted));
        return diagnoses;
    }

    private List<Diagnosis> rules(ServiceBusAdministrationClient client, String topic, Subscription wanted) {
        Map<String, String> has = new TreeMap<>();
        client.listRules(topic, wanted.name())
                .forEach(rule -> has.put(rule.getName(), BusFilterText.of(rule.getFilter())));
        Map<String, String> wants =
                wanted.rules().isEmpty() ? Map.of("$Default", BusFilterText.EVERYTHING) : new TreeMap<>(wanted.rules());
        List<Diagnosis> diagnoses = new ArrayList<>();
        wants.forEach((name, filter) -> {
            if (!has.containsValue(filter)) {
                diagnoses.add(missing(topic, wanted.name(), name, filter, has.get(name)));
            }
        });
        has.forEach((name, filter) -> {
            if (!wants.containsValue(filter) && !wants.containsKey(name) && !filter.equals(BusFilterText.NOTHING)) {
                diagnoses.add(tooMuch(topic, wanted.name(), name, filter));
            }
        });
        return diagnoses;
    }

    private Diagnosis missing(String topic, String reader, String name, String filter, @Nullable String instead) {
        String subject = "rule " + topic + "/" + reader + "/" + name;
        String make = commands.createRule(topic, reader, name, filter);
        String delete = commands.deleteRule(topic, reader, name);
        if (instead == null) {
            return Diagnosis.wrong(AREA, subject, "is not there: '" + filter + "' is not received", make, delete);
        }
        return Diagnosis.wrong(
                AREA,
                subject,
                "lets '" + instead + "' through instead of '" + filter + "'",
                delete + " && " + make,
                delete + " && " + commands.createRule(topic, reader, name, instead));
    }

    private Diagnosis tooMuch(String topic, String reader, String name, String filter) {
        boolean all = filter.equals(BusFilterText.EVERYTHING);
        return Diagnosis.wrong(
                AREA,
                "rule " + topic + "/" + reader + "/" + name,
                all
                        ? "lets everything through, as Azure's own first rule does: events that the service does not know"
                                + " end as dead letters"
                        : "is not in the topology and lets '" + filter + "' through besides",
                commands.deleteRule(topic, reader, name),
                commands.createRule(topic, reader, name, filter));
    }

    private static Diagnosis settings(
            String subject, Settings wanted, Settings has, Function<Settings, String> update) {
        List<String> differences = new ArrayList<>();
        differ(differences, "lock duration", wanted.lock(), has.lock());
        differ(differences, "max delivery count", wanted.deliveries(), has.deliveries());
        differ(differences, "time to live", wanted.timeToLive(), has.timeToLive());
        differ(differences, "dead-lettering of expired messages", wanted.deadLetterExpired(), has.deadLetterExpired());
        return differences.isEmpty()
                ? Diagnosis.ok(AREA, subject, "as in the topology")
                : Diagnosis.wrong(
                        AREA,
                        subject,
                        "has another " + String.join(", ", differences),
                        update.apply(wanted),
                        update.apply(has));
    }

    private static void differ(List<String> differences, String what, Object wanted, Object has) {
        if (!wanted.equals(has)) {
            differences.add(what + " (" + BusCommands.text(has) + " instead of " + BusCommands.text(wanted) + ")");
        }
    }

    /** What can only be chosen when it is made. */
    private static Diagnosis fixed(String subject, String finding, String run) {
        return Diagnosis.wrong(
                AREA,
                subject,
                finding + "; this can only be chosen when it is made, and what waits in it is lost",
                run,
                "");
    }

    /** One connection for all of it; the first refusal of each kind says enough. */
    private List<Diagnosis> rights() {
        ServiceBusClientBuilder clients = connection.messages();
        List<Diagnosis> diagnoses = new ArrayList<>();
        for (Queue queue : plan.queues()) {
            tryTo(diagnoses, "receive from " + queue.name(), "Azure Service Bus Data Receiver", () -> {
                try (ServiceBusReceiverClient receiver =
                        clients.receiver().queueName(queue.name()).buildClient()) {
                    receiver.peekMessage();
                }
            });
        }
        for (Topic topic : plan.topics()) {
            tryTo(diagnoses, "send to " + topic.name(), "Azure Service Bus Data Sender", () -> {
                try (ServiceBusSenderClient sender =
                        clients.sender().topicName(topic.name()).buildClient()) {
                    sender.createMessageBatch();
                }
            });
        }
        if (diagnoses.isEmpty()) {
            diagnoses.add(Diagnosis.ok(AREA, "rights", "may send and receive"));
        }
        return diagnoses;
    }

    private static void tryTo(List<Diagnosis> diagnoses, String what, String role, Runnable action) {
        boolean told = diagnoses.stream()
                .anyMatch(known -> known.run().contains(role) || known.finding().startsWith("cannot be reached"));
        if (told) {
            return;
        }
        try {
            action.run();
        } catch (ServiceBusException e) {
            if (e.getReason() == ServiceBusFailureReason.MESSAGING_ENTITY_NOT_FOUND) {
                return;
            }
            boolean right = e.getReason() == ServiceBusFailureReason.UNAUTHORIZED;
            diagnoses.add(Diagnosis.wrong(
                    AREA,
                    "rights",
                    right ? "may not " + what : "cannot be reached to " + what + ": " + e.getReason(),
                    right ? StorageDiagnosis.grant(role) : "",
                    right ? StorageDiagnosis.withdraw(role) : ""));
        } catch (RuntimeException e) {
            if (String.valueOf(e.getMessage()).contains("amqp:not-found")) {
                return;
            }
            throw e;
        }
    }
}
