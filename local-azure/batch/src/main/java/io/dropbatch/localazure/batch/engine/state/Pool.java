package io.dropbatch.localazure.batch.engine.state;

import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.CoreTimes;
import io.dropbatch.localazure.batch.engine.model.pool.HalfHour;
import io.dropbatch.localazure.batch.engine.model.pool.PoolDefinition;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling;
import io.dropbatch.localazure.batch.engine.model.task.TaskDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A pool and its nodes. Changed only inside {@code Account.change}. */
public final class Pool {

    private final long key;
    private final PoolId id;
    private final Instant created;
    private final ConcurrentSkipListMap<NodeId, Node> nodes = new ConcurrentSkipListMap<>();
    private final FreeSlotIndex rooms = new FreeSlotIndex();
    private final AtomicInteger dedicated = new AtomicInteger();
    private final AtomicInteger lowPriority = new AtomicInteger();
    private final AtomicInteger leaving = new AtomicInteger();
    private volatile PoolDefinition spec;
    private volatile PoolScaling scaling;
    private volatile Instant modified;
    private volatile boolean deleting;
    private volatile Instant since;
    private volatile Duration coreTimeOfFormerNodes = Duration.ZERO;
    private volatile CoreTimes formerCoreTimes = new CoreTimes();

    public Pool(long key, PoolId id, PoolDefinition spec, PoolScaling scaling, Instant created) {
        this.key = key;
        this.id = id;
        this.spec = spec;
        this.scaling = scaling;
        this.created = created;
        this.modified = created;
        this.since = created;
    }

    public long key() {
        return key;
    }

    public PoolId id() {
        return id;
    }

    public Instant created() {
        return created;
    }

    public PoolDefinition spec() {
        return spec;
    }

    public PoolScaling scaling() {
        return scaling;
    }

    public Instant modified() {
        return modified;
    }

    public boolean deleting() {
        return deleting;
    }

    public Instant since() {
        return since;
    }

    public int slotsPerNode() {
        return spec.slotsPerNode();
    }

    /** A command with the additions for every command on its nodes. */
    public TaskDefinition equipped(TaskDefinition command) {
        return command.with(spec.packages());
    }

    public Map<NodeId, Node> nodes() {
        return nodes;
    }

    public int current(boolean ofDedicated) {
        return (ofDedicated ? dedicated : lowPriority).get();
    }

    /** Whether any node is about to leave; checked at the end of each task while the pool is resized. */
    public boolean anyLeaving() {
        return leaving.get() > 0;
    }

    /** Counts a node that is about to leave (1), or that stays after all (-1). */
    void leaving(int change) {
        leaving.addAndGet(change);
    }

    /** Restores the state of the previous run. */
    public void restore(Instant lastModified, boolean beingDeleted, Instant inStateSince) {
        modified = lastModified;
        deleting = beingDeleted;
        since = inStateSince;
    }

    @UnderLock
    public void respecify(PoolDefinition next, Instant now) {
        spec = next;
        modified = now;
        nodes.values().forEach(rooms::file);
    }

    @UnderLock
    public void scale(PoolScaling next) {
        scaling = next;
    }

    @UnderLock
    public void touch(Instant now) {
        modified = now;
    }

    @UnderLock
    public void delete(Instant now) {
        deleting = true;
        since = now;
    }

    public void add(Node node) {
        nodes.put(node.id(), node);
        (node.dedicated() ? dedicated : lowPriority).incrementAndGet();
        rooms.file(node);
    }

    /** The total core time of its dedicated nodes. */
    public Duration dedicatedCoreTime(Instant now) {
        Duration sum = coreTimeOfFormerNodes;
        for (Node node : nodes.values()) {
            sum = sum.plus(coreTime(node, now));
        }
        return sum;
    }

    public Duration coreTimeOfFormerNodes() {
        return coreTimeOfFormerNodes;
    }

    /** The core time of removed nodes, dedicated and spot, by half hour. */
    public CoreTimes formerCoreTimes() {
        return formerCoreTimes;
    }

    /** The total core time of its nodes, dedicated and spot, in a past half hour. */
    public Duration coreTime(HalfHour interval) {
        Duration time = Duration.ZERO;
        for (Node node : nodes.values()) {
            time = time.plus(interval.part(node.allocated(), interval.end()));
        }
        return formerCoreTimes.in(interval).plus(time.multipliedBy(spec.coresPerNode()));
    }

    /** Restores the state of the previous run. */
    public void restore(Duration ofFormerNodes, CoreTimes byHalfHour) {
        coreTimeOfFormerNodes = ofFormerNodes;
        formerCoreTimes = byHalfHour;
    }

    @UnderLock
    public void count(Node leaving, Instant now) {
        coreTimeOfFormerNodes = coreTimeOfFormerNodes.plus(coreTime(leaving, now));
        formerCoreTimes.add(leaving.allocated(), now, spec.coresPerNode());
    }

    private Duration coreTime(Node node, Instant now) {
        return node.dedicated()
                ? Duration.between(node.allocated(), now).multipliedBy(spec.coresPerNode())
                : Duration.ZERO;
    }

    @UnderLock
    public void remove(Node node) {
        if (nodes.remove(node.id()) != null) {
            (node.dedicated() ? dedicated : lowPriority).decrementAndGet();
            leaving.addAndGet(node.leaving() ? -1 : 0);
        }
        rooms.forget(node);
    }

    FreeSlotIndex rooms() {
        return rooms;
    }

    public boolean hasRoom() {
        return !deleting && rooms.any();
    }

    /** The nodes on which a task can begin now; empty if any is missing. */
    public List<Node> nodesFor(Job job, SlotDemand demand) {
        if (deleting) {
            return List.of();
        }
        if (demand.gang()) {
            return rooms.some(demand.nodes(), demand.slots(), node -> fits(job, demand, node));
        }
        return nodeFor(job, demand).map(List::of).orElse(List.of());
    }

    /** Whether it has enough nodes for a task, if all were free. */
    public boolean isLargeEnough(Job job, SlotDemand demand) {
        return nodes.values().stream()
                        .filter(node -> !node.leaving() && node.schedulingEnabled() && fits(job, demand, node))
                        .limit(demand.nodes())
                        .count()
                == demand.nodes();
    }

    /** The node that a task prefers, else the one with the most (spread) or the fewest sufficient (pack) free slots. */
    private Optional<Node> nodeFor(Job job, SlotDemand demand) {
        Node preferred = demand.preferred() == null ? null : nodes.get(demand.preferred());
        if (preferred != null && preferred.freeSlots() >= demand.slots() && fits(job, demand, preferred)) {
            return Optional.of(preferred);
        }
        return spec.pack()
                ? rooms.fullest(demand.slots(), node -> fits(job, demand, node))
                : rooms.emptiest(demand.slots(), node -> fits(job, demand, node));
    }

    private static boolean fits(Job job, SlotDemand demand, Node node) {
        JobOnNode known = node.jobs().get(job.id());
        return (known == null || known.phase() != JobOnNode.Phase.FAILED) && demand.suits(node);
    }

    /** Nodes of a kind in the order in which a resize removes them: idle ones first. */
    public List<Node> leastBusy(boolean dedicated) {
        List<Node> candidates = new ArrayList<>();
        for (Node node : nodes.values()) {
            if (node.dedicated() == dedicated && !node.leaving()) {
                candidates.add(node);
            }
        }
        candidates.sort(Comparator.comparingInt(Node::runningTasks));
        return candidates;
    }
}
