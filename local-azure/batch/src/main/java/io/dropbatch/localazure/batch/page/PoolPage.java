package io.dropbatch.localazure.batch.page;

import io.dropbatch.localazure.batch.engine.model.pool.Scaling;
import io.dropbatch.localazure.batch.engine.model.pool.Scaling.ResizeError;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A pool: its size, its nodes as a map of their load, and the same as a list. */
final class PoolPage {

    private static final int PAGE = 50;

    private final Pool pool;

    PoolPage(Pool pool) {
        this.pool = pool;
    }

    Markup write(int from) {
        return Pieces.section("pool", pool.id().value(), facts())
                .and(Pieces.section("map", "Load of the nodes", HeatMap.of(pool)))
                .and(Pieces.section("nodes", "Nodes", nodes(from)));
    }

    private Markup facts() {
        Scaling scaling = pool.scaling();
        long used = pool.nodes().values().stream().mapToLong(Node::usedSlots).sum();
        List<Markup> facts = new ArrayList<>();
        facts.add(Pieces.fact(
                "state",
                Pieces.badge(
                        pool.deleting() ? "deleting" : scaling.state().name().toLowerCase(Locale.ROOT))));
        facts.add(Pieces.fact(
                "nodes",
                pool.current(true) + " of " + scaling.targetDedicated() + " dedicated, " + pool.current(false) + " of "
                        + scaling.targetLowPriority() + " spot"));
        facts.add(Pieces.fact("node states", states()));
        facts.add(Pieces.fact(
                "slots in use", Pieces.load(used, (long) pool.nodes().size() * pool.slotsPerNode())));
        facts.add(Pieces.fact("size", pool.spec().vmSize()));
        facts.add(Pieces.fact("fills", pool.spec().pack() ? "one node after the other" : "all nodes alike"));
        facts.add(Pieces.fact("created", Pieces.time(pool.created())));
        for (ResizeError error : scaling.errors()) {
            facts.add(Pieces.fact("resize error", error.code() + ": " + error.message()));
        }
        if (pool.spec().autoScaleFormula() != null) {
            facts.add(Pieces.fact(
                    "formula", Markup.of("<pre>{}</pre>", pool.spec().autoScaleFormula())));
        }
        return Pieces.facts(facts);
    }

    private String states() {
        Map<String, Integer> counts = new TreeMap<>();
        pool.nodes().values().forEach(node -> counts.merge(node.state().word(), 1, Integer::sum));
        List<String> words = new ArrayList<>();
        counts.forEach((state, count) -> words.add(count + " " + state));
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    private Markup nodes(int from) {
        List<Markup> rows = pool.nodes().values().stream()
                .skip(from)
                .limit(PAGE)
                .map(PoolPage::row)
                .toList();
        return Markup.of(
                "<table><tr><th>node<th>state<th>slots in use<th class=\"n\">runs<th class=\"n\">succeeded<th>kind"
                        + "<th>since</tr>\n{}</table>\n{}",
                rows,
                pages(from));
    }

    private static Markup row(Node node) {
        return Markup.of(
                "<tr><td>{}<td>{}<td>{}<td class=\"n\">{}<td class=\"n\">{}<td>{}<td>{}</tr>\n",
                Link.to(Link.node(node.pool().id(), node.id()), node.id().value()),
                Pieces.badge(node.state().word()),
                Pieces.load(node.usedSlots(), node.pool().slotsPerNode()),
                node.totalRun(),
                node.totalSucceeded(),
                node.dedicated() ? "dedicated" : "spot",
                Pieces.time(node.since()));
    }

    private Markup pages(int from) {
        int count = pool.nodes().size();
        if (count <= PAGE && from == 0) {
            return Markup.NOTHING;
        }
        String here = Link.pool(pool.id());
        Markup back = from > 0 ? Link.to(here + "?from=" + Math.max(0, from - PAGE), "← before") : Markup.NOTHING;
        Markup on = from + PAGE < count ? Link.to(here + "?from=" + (from + PAGE), "after →") : Markup.NOTHING;
        return Markup.of(
                "<p class=\"pages\">{} {}–{} of {} {}</p>\n", back, from + 1, Math.min(count, from + PAGE), count, on);
    }
}
