package io.dropbatch.localazure.batch.page;

import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling.ResizeError;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A pool: its size, and its nodes as a map of their load and as a list. */
final class PoolPage {

    private static final int PAGE = 50;

    private final Pool pool;

    PoolPage(Pool pool) {
        this.pool = pool;
    }

    SafeMarkup write(int from) {
        return PageFragments.section("pool", pool.id().value(), facts())
                .and(PageFragments.section("map", "Load of the nodes", HeatMap.of(pool)))
                .and(PageFragments.section("nodes", "Nodes", nodes(from)));
    }

    private SafeMarkup facts() {
        PoolScaling scaling = pool.scaling();
        long used = pool.nodes().values().stream().mapToLong(Node::usedSlots).sum();
        List<SafeMarkup> facts = new ArrayList<>();
        facts.add(PageFragments.fact(
                "state",
                PageFragments.badge(
                        pool.deleting() ? "deleting" : scaling.state().name().toLowerCase(Locale.ROOT))));
        facts.add(PageFragments.fact(
                "nodes",
                pool.current(true) + " of " + scaling.targetDedicated() + " dedicated, " + pool.current(false) + " of "
                        + scaling.targetLowPriority() + " spot"));
        facts.add(PageFragments.fact("node states", states()));
        facts.add(PageFragments.fact(
                "slots in use", PageFragments.load(used, (long) pool.nodes().size() * pool.slotsPerNode())));
        facts.add(PageFragments.fact("size", pool.spec().vmSize()));
        facts.add(PageFragments.fact("fills", pool.spec().pack() ? "one node after the other" : "all nodes alike"));
        facts.add(PageFragments.fact("created", PageFragments.time(pool.created())));
        for (ResizeError error : scaling.errors()) {
            facts.add(PageFragments.fact("resize error", error.code() + ": " + error.message()));
        }
        if (pool.spec().autoScaling().formula() != null) {
            facts.add(PageFragments.fact(
                    "formula",
                    SafeMarkup.of("<pre>{}</pre>", pool.spec().autoScaling().formula())));
        }
        return PageFragments.facts(facts);
    }

    private String states() {
        Map<String, Integer> counts = new TreeMap<>();
        pool.nodes().values().forEach(node -> counts.merge(node.state().word(), 1, Integer::sum));
        List<String> words = new ArrayList<>();
        counts.forEach((state, count) -> words.add(count + " " + state));
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    private SafeMarkup nodes(int from) {
        List<SafeMarkup> rows = pool.nodes().values().stream()
                .skip(from)
                .limit(PAGE)
                .map(PoolPage::row)
                .toList();
        return SafeMarkup.of(
                "<table><tr><th>node<th>state<th>slots in use<th class=\"n\">runs<th class=\"n\">succeeded<th>kind"
                        + "<th>since</tr>\n{}</table>\n{}",
                rows,
                pages(from));
    }

    private static SafeMarkup row(Node node) {
        return SafeMarkup.of(
                "<tr><td>{}<td>{}<td>{}<td class=\"n\">{}<td class=\"n\">{}<td>{}<td>{}</tr>\n",
                PageLinks.to(
                        PageLinks.node(node.pool().id(), node.id()), node.id().value()),
                PageFragments.badge(node.state().word()),
                PageFragments.load(node.usedSlots(), node.pool().slotsPerNode()),
                node.totalRun(),
                node.totalSucceeded(),
                node.dedicated() ? "dedicated" : "spot",
                PageFragments.time(node.since()));
    }

    private SafeMarkup pages(int from) {
        int count = pool.nodes().size();
        if (count <= PAGE && from == 0) {
            return SafeMarkup.NOTHING;
        }
        String here = PageLinks.pool(pool.id());
        SafeMarkup back =
                from > 0 ? PageLinks.to(here + "?from=" + Math.max(0, from - PAGE), "← before") : SafeMarkup.NOTHING;
        SafeMarkup on =
                from + PAGE < count ? PageLinks.to(here + "?from=" + (from + PAGE), "after →") : SafeMarkup.NOTHING;
        return SafeMarkup.of(
                "<p class=\"pages\">{} {}–{} of {} {}</p>\n", back, from + 1, Math.min(count, from + PAGE), count, on);
    }
}
