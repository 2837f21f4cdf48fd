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

    SafeMarkup write() throws IOException {
        return PageFragments.section("node", node.id().value(), facts())
                .and(PageFragments.section(
                        "files",
                        "Files",
                        new FileListing(node.root(), PageLinks.node(node.pool().id(), node.id())).list()));
    }

    private SafeMarkup facts() {
        return PageFragments.facts(List.of(
                PageFragments.fact("state", PageFragments.badge(node.state().word())),
                PageFragments.fact("since", PageFragments.time(node.since())),
                PageFragments.fact(
                        "slots in use",
                        PageFragments.load(node.usedSlots(), node.pool().slotsPerNode())),
                PageFragments.fact("tasks", node.runningTasks() + " now, " + node.totalRun() + " runs in all"),
                PageFragments.fact("scheduling", node.schedulingEnabled() ? "enabled" : "disabled"),
                PageFragments.fact("kind", node.dedicated() ? "dedicated" : "spot"),
                PageFragments.fact("folder", node.root())));
    }
}
