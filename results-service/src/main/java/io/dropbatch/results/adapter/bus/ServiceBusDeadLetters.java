package io.dropbatch.results.adapter.bus;

import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClient;
import io.dropbatch.bus.BusAdministration;
import io.dropbatch.deadletter.DeadLetterCatalog;
import io.dropbatch.deadletter.DeadLetterDesk;
import io.dropbatch.deadletter.DeadLetterNotes;
import io.dropbatch.model.deadletter.BusEntity;
import io.dropbatch.model.deadletter.DeadLetter;
import io.dropbatch.model.deadletter.DeadLetterCount;
import io.dropbatch.model.deadletter.DeadLetterException;
import io.dropbatch.model.deadletter.DeadLetterNote;
import io.dropbatch.model.text.Redaction;
import io.dropbatch.results.app.port.DeadLetterQueues;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Dead letters on Service Bus. It connects when it is asked, so that it costs nothing before. */
public final class ServiceBusDeadLetters implements DeadLetterQueues {

    private final Supplier<ServiceBusAdministrationClient> administration;
    private final DeadLetterDesk desk;
    private final DeadLetterNotes notes;

    public ServiceBusDeadLetters(
            Supplier<ServiceBusAdministrationClient> administration, DeadLetterDesk desk, DeadLetterNotes notes) {
        this.administration = administration;
        this.desk = desk;
        this.notes = notes;
    }

    @Override
    public List<DeadLetterCount> counts() {
        try {
            return DeadLetterCatalog.read(administration.get());
        } catch (RuntimeException e) {
            // The client throws exceptions of its own, of its HTTP library and of its streams.
            throw DeadLetterException.refused(explanation(e), e);
        }
    }

    private static String explanation(RuntimeException thrown) {
        if (BusAdministration.denies(thrown)) {
            return "results-service may not see what the bus has: give its identity the role 'Azure Service Bus Data Owner'"
                    + " (deploy/azure does with deadLetterConsole=true), or a connection string with the right 'Manage'";
        }
        return "the bus does not say what it has: " + Redaction.describe(thrown);
    }

    @Override
    public List<DeadLetter> look(BusEntity entity, long from, int most) {
        return desk.look(entity, from, most);
    }

    @Override
    public Set<Long> settle(DeadLetterNote.Action action, BusEntity entity, Set<Long> numbers, String by) {
        return switch (action) {
            case REPLAYED -> desk.replay(entity, numbers, by);
            case DISCARDED -> desk.discard(entity, numbers, by);
        };
    }

    @Override
    public List<DeadLetterNote> notes(int most) {
        return notes.newest(most);
    }

    @Override
    public List<DeadLetterNote> notesOf(BusEntity entity, Set<Long> numbers, int most) {
        return notes.of(entity, numbers, most);
    }
}
