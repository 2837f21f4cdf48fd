package io.dropbatch.localazure.batch.engine.state;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A pool's nodes sorted by how many slots they have free, so that a task's node is found without a scan. Changed only
 * inside {@code Account.change}.
 */
final class FreeSlotIndex {

    private final List<Set<Node>> byFreeSlots = new ArrayList<>();
    private final BitSet taken = new BitSet();

    /** Updates a node's position; call it whenever its free slots may have changed. */
    void file(Node node) {
        int free = Math.max(0, node.freeSlots());
        if (free == node.filedUnder()) {
            return;
        }
        forget(node);
        if (free > 0) {
            among(free).add(node);
            taken.set(free);
        }
        node.fileUnder(free);
    }

    void forget(Node node) {
        int former = node.filedUnder();
        if (former > 0) {
            Set<Node> nodes = among(former);
            nodes.remove(node);
            taken.set(former, !nodes.isEmpty());
        }
        node.fileUnder(0);
    }

    /** Whether any node has a free slot. */
    boolean any() {
        return !taken.isEmpty();
    }

    /** The suitable node with the most free slots. */
    Optional<Node> emptiest(int slots, Predicate<Node> suits) {
        for (int free = taken.length() - 1; free >= slots; free = taken.previousSetBit(free - 1)) {
            Optional<Node> node = first(free, suits);
            if (node.isPresent()) {
                return node;
            }
        }
        return Optional.empty();
    }

    /** The suitable node with the fewest free slots that are enough. */
    Optional<Node> fullest(int slots, Predicate<Node> suits) {
        for (int free = taken.nextSetBit(slots); free >= 0; free = taken.nextSetBit(free + 1)) {
            Optional<Node> node = first(free, suits);
            if (node.isPresent()) {
                return node;
            }
        }
        return Optional.empty();
    }

    /** The requested number of nodes with enough free slots, or none. */
    List<Node> some(int count, int slots, Predicate<Node> suits) {
        List<Node> found = new ArrayList<>();
        for (int free = taken.nextSetBit(slots); free >= 0 && found.size() < count; free = taken.nextSetBit(free + 1)) {
            for (Node node : among(free)) {
                if (found.size() < count && suits.test(node)) {
                    found.add(node);
                }
            }
        }
        return found.size() == count ? found : List.of();
    }

    private Optional<Node> first(int free, Predicate<Node> suits) {
        for (Node node : among(free)) {
            if (suits.test(node)) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    private Set<Node> among(int free) {
        while (byFreeSlots.size() <= free) {
            byFreeSlots.add(new LinkedHashSet<>());
        }
        return byFreeSlots.get(free);
    }
}
