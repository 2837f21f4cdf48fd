package io.dropbatch.monitor.adapter.azurebatch;

import com.microsoft.azure.Page;
import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.AllocationState;
import com.microsoft.azure.batch.protocol.models.CloudPool;
import com.microsoft.azure.batch.protocol.models.ComputeNode;
import com.microsoft.azure.batch.protocol.models.ComputeNodeListNextOptions;
import com.microsoft.azure.batch.protocol.models.ComputeNodeListOptions;
import com.microsoft.azure.batch.protocol.models.ComputeNodeState;
import com.microsoft.azure.batch.protocol.models.ResizeError;
import com.microsoft.azure.batch.protocol.models.SchedulingState;
import io.dropbatch.monitor.domain.failure.BatchProblem;
import io.dropbatch.monitor.domain.failure.PoolCondition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a pool's size, the errors of its last resize, and how many of its nodes are usable. */
final class PoolReader {

    private static final String SELECT = "id,state,schedulingState,startTaskInfo,errors";
    private static final int PAGE = 1000;
    private static final Set<ComputeNodeState> GOOD = Set.of(
            ComputeNodeState.IDLE,
            ComputeNodeState.RUNNING,
            ComputeNodeState.CREATING,
            ComputeNodeState.STARTING,
            ComputeNodeState.WAITING_FOR_START_TASK,
            ComputeNodeState.REBOOTING,
            ComputeNodeState.REIMAGING,
            ComputeNodeState.UPGRADING_OS);

    private final BatchServiceClient client;

    PoolReader(BatchServiceClient client) {
        this.client = client;
    }

    Optional<PoolCondition> condition(String id) {
        return BatchRefusals.unlessMissing(() -> client.pools().get(id)).map(pool -> condition(id, pool));
    }

    private PoolCondition condition(String id, CloudPool pool) {
        int nodes = orZero(pool.currentDedicatedNodes()) + orZero(pool.currentLowPriorityNodes());
        NodeCensus census = new NodeCensus();
        if (nodes > 0) {
            count(id, census);
        }
        return new PoolCondition(
                id,
                pool.allocationState() == AllocationState.RESIZING,
                nodes,
                orZero(pool.targetDedicatedNodes()) + orZero(pool.targetLowPriorityNodes()),
                census.usable,
                errorsOf(pool),
                census.problem);
    }

    private void count(String id, NodeCensus census) {
        ComputeNodeListOptions options =
                new ComputeNodeListOptions().withSelect(SELECT).withMaxResults(PAGE);
        Optional<Page<ComputeNode>> page = BatchRefusals.unlessMissing(
                () -> client.computeNodes().listAsync(id, options).toBlocking().first());
        while (page.isPresent()) {
            page.get().items().forEach(census::count);
            String link = page.get().nextPageLink();
            page = link == null || link.isEmpty() ? Optional.empty() : BatchRefusals.unlessMissing(() -> next(link));
        }
    }

    private Page<ComputeNode> next(String link) {
        return client.computeNodes()
                .listNextAsync(link, new ComputeNodeListNextOptions())
                .toBlocking()
                .first();
    }

    private static List<BatchProblem> errorsOf(CloudPool pool) {
        List<ResizeError> errors = pool.resizeErrors() == null ? List.of() : pool.resizeErrors();
        return errors.stream().map(SdkTranslation::resizeTrouble).toList();
    }

    private static int orZero(@Nullable Integer count) {
        return count == null ? 0 : count;
    }

    /** Counts nodes, and remembers the problem of the first unusable one. */
    private static final class NodeCensus {

        private int usable;
        private @Nullable BatchProblem problem;

        void count(ComputeNode node) {
            boolean good = GOOD.contains(node.state()) && node.schedulingState() != SchedulingState.DISABLED;
            usable += good ? 1 : 0;
            problem = good || problem != null ? problem : troubleOf(node);
        }

        private static BatchProblem troubleOf(ComputeNode node) {
            if (node.startTaskInfo() != null && node.startTaskInfo().failureInfo() != null) {
                BatchProblem start = SdkTranslation.trouble(node.startTaskInfo().failureInfo());
                return trouble("StartTaskFailed", start == null ? "" : start.name() + ": " + start.message());
            }
            if (node.errors() != null && !node.errors().isEmpty()) {
                return SdkTranslation.nodeTrouble(node.errors().getFirst());
            }
            return trouble(String.valueOf(node.state()), "the node " + node.id() + " takes no tasks in this state");
        }

        private static BatchProblem trouble(String name, String message) {
            return BatchProblem.of(BatchFailureCodes.ofNode(name), name, message);
        }
    }
}
