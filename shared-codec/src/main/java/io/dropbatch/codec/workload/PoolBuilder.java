package io.dropbatch.codec.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.codec.document.SourceDocument;
import io.dropbatch.model.workload.NodeKind;
import io.dropbatch.model.workload.PoolTemplate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the pool of a workload. */
final class PoolBuilder {

    private static final String VM_SIZE = "Standard_D2s_v5";
    private static final String IMAGE = "ubuntu-24.04";
    private static final int NODES = 4;

    /** What the schema allows at most; a profile cuts it down to its own. */
    private static final int MOST_NODES = 10_000;

    private final SourceDocument document;
    private final List<DocumentProblem> problems;

    PoolBuilder(SourceDocument document, List<DocumentProblem> problems) {
        this.document = document;
        this.problems = problems;
    }

    /** Empty when a rule is broken that the schema cannot express; it is among the problems then. */
    Optional<PoolTemplate> build() {
        if (!at("/pool/id").isMissingNode()) {
            return ofId();
        }
        Optional<NodeKind> kind = kind();
        int min = whole("/pool/nodes/min", 0);
        int least = Math.max(min, whole("/tasks/nodes", 1));
        int max = whole("/pool/nodes/max", hasProfile() ? MOST_NODES : Math.max(NODES, least));
        if (min > max) {
            return refused("/pool/nodes", "min is larger than max");
        }
        return hasProfile() ? ofProfile(min, max, kind.orElse(null)) : Optional.of(ofSize(min, max, kind.orElse(null)));
    }

    private Optional<PoolTemplate> ofId() {
        Optional<String> other = Stream.of("vmSize", "profile", "image", "nodes", "slotsPerNode", "startTask")
                .filter(key -> !at("/pool/" + key).isMissingNode())
                .findFirst();
        return other.isPresent()
                ? refused(
                        "/pool/" + other.get(),
                        "is not for this workload to say, as pool.id names a pool that is there")
                : Optional.of(PoolTemplate.ofId(at("/pool/id").asText()));
    }

    private Optional<PoolTemplate> ofProfile(int min, int max, @Nullable NodeKind kind) {
        for (String key : List.of("vmSize", "image")) {
            if (!at("/pool/" + key).isMissingNode()) {
                return refused("/pool/" + key, "is decided by pool.profile: leave one of them out");
            }
        }
        return Optional.of(PoolTemplate.ofProfile(at("/pool/profile").asText(), min, max, slots(), startTask(), kind));
    }

    private PoolTemplate ofSize(int min, int max, @Nullable NodeKind kind) {
        return new PoolTemplate(
                at("/pool/vmSize").asText(VM_SIZE),
                at("/pool/image").asText(IMAGE),
                min,
                max,
                slots(),
                startTask(),
                kind,
                null,
                null);
    }

    private Optional<NodeKind> kind() {
        JsonNode spot = at("/pool/nodes/spot");
        boolean fallback = at("/pool/nodes/fallback").asText().equals("dedicated");
        if (!at("/pool/nodes/fallback").isMissingNode() && !spot.asBoolean()) {
            refused("/pool/nodes/fallback", "is what follows spot nodes: say pool.nodes.spot: true as well");
        }
        if (spot.isMissingNode()) {
            return Optional.empty();
        }
        if (!spot.asBoolean()) {
            return Optional.of(NodeKind.DEDICATED);
        }
        return Optional.of(fallback ? NodeKind.SPOT_THEN_DEDICATED : NodeKind.SPOT);
    }

    private boolean hasProfile() {
        return !at("/pool/profile").isMissingNode();
    }

    private @Nullable Integer slots() {
        JsonNode slots = at("/pool/slotsPerNode");
        return slots.isMissingNode() ? null : Integer.valueOf(slots.intValue());
    }

    private @Nullable String startTask() {
        JsonNode startTask = at("/pool/startTask");
        return startTask.isMissingNode() ? null : startTask.asText();
    }

    private int whole(String pointer, int absent) {
        return at(pointer).isMissingNode() ? absent : at(pointer).intValue();
    }

    private Optional<PoolTemplate> refused(String pointer, String words) {
        problems.add(document.problem(pointer, words));
        return Optional.empty();
    }

    private JsonNode at(String pointer) {
        return document.root().at(pointer);
    }
}
