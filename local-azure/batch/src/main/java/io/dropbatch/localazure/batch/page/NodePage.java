package io.dropbatch.localazure.batch.page;

import io.dropbatch.localazure.batch.engine.state.Node;
import java.io.IOException;
import java.util.List;

/** A node and its files. */
final class NodePage {

    private final Node node;

    NodePage(Node node) {
        this.node = node;
    }

    Markup write() throws IOException {
        return Pieces.section("node", node.id().value(), facts())
                .and(Pieces.section(
                        "files",
                        "Files",
                        new Files(node.root(), Link.node(node.pool().id(), node.id())).list()));
    }

    private Markup facts() {
        return Pieces.facts(List.of(
                Pieces.fact("state", Pieces.badge(node.state().word())),
                Pieces.fact("since", Pieces.time(node.since())),
                Pieces.fact(
                        "slots in use",
                        Pieces.load(node.usedSlots(), node.pool().slotsPerNode())),
                Pieces.fact("tasks", node.runningTasks() + " now, " + node.totalRun() + " runs in all"),
                Pieces.fact("scheduling", node.schedulingEnabled() ? "enabled" : "disabled"),
                Pieces.fact("kind", node.dedicated() ? "dedicated" : "spot"),
                Pieces.fact("folder", node.root())));
    }
}
