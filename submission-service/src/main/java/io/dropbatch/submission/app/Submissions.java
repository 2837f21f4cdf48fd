package io.dropbatch.submission.app;

import io.dropbatch.model.event.Reaction;
import io.dropbatch.submission.app.port.Applications;
import io.dropbatch.submission.app.port.Inbox;
import io.dropbatch.submission.app.port.Ledger;
import io.dropbatch.submission.app.port.Manifests;
import io.dropbatch.submission.app.port.Plans;
import io.dropbatch.submission.app.port.Tally;
import io.dropbatch.submission.app.port.Workloads;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The use cases of this service, put together on their ports.
 *
 * @param noteArrival reacts to events
 * @param acceptDrop decides, and looks at waiting drops again
 * @param sweepInbox finds what events missed
 */
public record Submissions(NoteArrival noteArrival, AcceptDrop acceptDrop, SweepInbox sweepInbox) {

    /** The ports that the use cases need. */
    public record Ports(
            Inbox inbox,
            Workloads workloads,
            Applications applications,
            Manifests manifests,
            Plans plans,
            Ledger ledger,
            Tally tally) {}

    /**
     * @param announce sends what the sweep decided, and throws when it cannot
     * @param grace how old a trigger has to be before the sweep takes its event for lost
     */
    public static Submissions on(Ports ports, Consumer<Reaction> announce, Clock clock, Duration grace) {
        WaitingDrops waiting = new WaitingDrops(ports.ledger(), clock);
        AcceptDrop accept = new AcceptDrop(
                new JudgeDrop(ports.inbox(), ports.workloads(), ports.applications(), ports.manifests()),
                new PlanDrop(ports.inbox(), ports.plans()),
                ports.plans(),
                new DropDecisions(ports.ledger(), waiting, ports.tally()),
                clock,
                ports.inbox().container());
        RecoverDrop recover = new RecoverDrop(accept, announce, ports.tally(), clock);
        return new Submissions(
                new NoteArrival(ports.inbox(), ports.ledger(), accept, waiting),
                accept,
                new SweepInbox(ports.inbox(), ports.ledger(), recover, ports.tally(), clock, grace));
    }
}
