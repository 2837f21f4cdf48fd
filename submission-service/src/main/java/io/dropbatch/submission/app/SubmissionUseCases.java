package io.dropbatch.submission.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.planning.plan.DropListing;
import io.dropbatch.planning.plan.PlanDrop;
import io.dropbatch.planning.plan.PlanRowFile;
import io.dropbatch.planning.plan.PlanSplit;
import io.dropbatch.planning.plan.PlanWriter;
import io.dropbatch.planning.plan.RowParsers;
import io.dropbatch.submission.app.port.ApplicationCatalog;
import io.dropbatch.submission.app.port.DecisionMetrics;
import io.dropbatch.submission.app.port.DropDecisionStore;
import io.dropbatch.submission.app.port.DropManifests;
import io.dropbatch.submission.app.port.Inbox;
import io.dropbatch.submission.app.port.WorkloadCatalog;
import io.dropbatch.submission.app.window.FileUseCases;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The use cases of this service, wired to their ports.
 *
 * @param noteArrival reacts to events
 * @param acceptDrop decides, and looks at waiting drops again
 * @param sweepInbox finds drops whose events were lost
 * @param files of workloads that start on each file
 * @param planMap plans what drops were split into
 */
public record SubmissionUseCases(
        NoteArrival noteArrival, AcceptDrop acceptDrop, SweepInbox sweepInbox, FileUseCases files, PlanMap planMap) {

    /** The ports that the use cases need. */
    public record Ports(
            Inbox inbox,
            RowParsers parsers,
            WorkloadCatalog workloads,
            ApplicationCatalog applications,
            DropManifests manifests,
            PlanWriter plans,
            DropDecisionStore ledger,
            DecisionMetrics tally,
            FileUseCases.Ports files,
            PlanMap.Ports split,
            DropTraces traces) {

        FileUseCases.DropPorts ofDrops() {
            return new FileUseCases.DropPorts(inbox, workloads, applications, plans, ledger, tally);
        }
    }

    /**
     * @param announce sends what the sweep decided, and throws when it cannot
     * @param grace how old a trigger has to be before its event counts as lost
     */
    public static SubmissionUseCases on(Ports ports, Consumer<HandlerResult> announce, Clock clock, Duration grace) {
        WaitingDrops waiting = new WaitingDrops(ports.ledger(), clock);
        AdviseOwner advise = new AdviseOwner(ports.inbox(), ports.workloads(), clock);
        AcceptDrop accept = new AcceptDrop(
                new JudgeDrop(ports.inbox(), ports.workloads(), ports.applications(), ports.manifests()),
                new PlanDrop(
                        new PlanRowFile(ports.inbox(), ports.parsers()), ports.plans(), new DropListing(ports.inbox())),
                new DropDecisions(ports.ledger(), waiting, ports.tally()),
                advise,
                clock,
                ports.traces());
        RecoverDrop recover = new RecoverDrop(accept, advise, announce, ports.tally(), clock);
        FileUseCases files = FileUseCases.on(ports.ofDrops(), ports.files(), announce, clock, grace);
        NoteArrival noteArrival = new NoteArrival(ports.inbox(), ports.ledger(), accept, waiting, advise);
        return new SubmissionUseCases(
                noteArrival,
                accept,
                new SweepInbox(ports.inbox(), ports.ledger(), recover, ports.tally(), clock, grace)
                        .without(files.workloads()::isEachFile)
                        .noticing(path -> announce.accept(noteArrival.marked(path))),
                files,
                planMap(ports));
    }

    private static PlanMap planMap(Ports ports) {
        PlanMap.Ports split = ports.split();
        PlanSplit planner = new PlanSplit(split.outputs(), ports.parsers(), ports.plans(), split.beforeHead());
        return new PlanMap(ports.plans(), split.records(), planner, ports.tally());
    }
}
