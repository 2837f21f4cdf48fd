package io.dropbatch.localazure.batch.page;

import io.dropbatch.localazure.batch.engine.model.pool.NodeState;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The nodes of a pool as squares; all squares of a colour are one shape, so that 10,000 nodes stay a small page. */
final class HeatMap {

    private static final int WIDTH = 960;
    private static final List<String> LEVELS = List.of("idle", "load1", "load2", "load3", "load4");

    private HeatMap() {}

    static SafeMarkup of(Pool pool) {
        int count = pool.nodes().size();
        int step = step(count);
        int columns = Math.max(1, WIDTH / step);
        Map<String, StringBuilder> squares = new TreeMap<>();
        int index = 0;
        for (Node node : pool.nodes().values()) {
            squares.computeIfAbsent(colour(node), colour -> new StringBuilder())
                    .append('M')
                    .append(index % columns * step)
                    .append(' ')
                    .append(index / columns * step)
                    .append('h')
                    .append(step - 1)
                    .append('v')
                    .append(step - 1)
                    .append('h')
                    .append(1 - step)
                    .append('z');
            index++;
        }
        List<SafeMarkup> shapes = new ArrayList<>();
        squares.forEach((colour, path) -> shapes.add(SafeMarkup.of("<path class=\"{}\" d=\"{}\"/>", colour, path)));
        int rows = Math.max(1, (index + columns - 1) / columns);
        return SafeMarkup.of(
                "<svg class=\"map\" viewBox=\"0 0 {} {}\" data-step=\"{}\" data-columns=\"{}\" data-count=\"{}\""
                        + " data-at=\"{}/nodes\">{}</svg>\n{}",
                WIDTH,
                rows * step,
                step,
                columns,
                index,
                PageLinks.pool(pool.id()),
                shapes,
                legend());
    }

    private static SafeMarkup legend() {
        return SafeMarkup.of(
                "<p class=\"legend\"><i class=\"idle\"></i>idle<i class=\"load1\"></i><i class=\"load2\"></i>"
                        + "<i class=\"load3\"></i><i class=\"load4\"></i>full<i class=\"coming\"></i>coming or going"
                        + "<i class=\"off\"></i>not scheduled<i class=\"broken\"></i>broken</p>\n");
    }

    private static String colour(Node node) {
        return switch (kind(node.state())) {
            case WORKS -> LEVELS.get(level(node));
            case COMING -> "coming";
            case OFF -> "off";
            case BROKEN -> "broken";
        };
    }

    private static Kind kind(NodeState state) {
        return switch (state.word()) {
            case "idle", "running" -> Kind.WORKS;
            case "offline", "deallocated" -> Kind.OFF;
            case "unusable", "starttaskfailed", "unknown", "preempted" -> Kind.BROKEN;
            default -> Kind.COMING;
        };
    }

    private static int level(Node node) {
        int slots = Math.max(1, node.pool().slotsPerNode());
        return node.usedSlots() == 0 ? 0 : Math.clamp((4L * node.usedSlots() + slots - 1) / slots, 1, 4);
    }

    private static int step(int count) {
        int step = 24;
        while (step > 8 && count * step * step > WIDTH * 360) {
            step--;
        }
        return step;
    }

    private enum Kind {
        WORKS,
        COMING,
        OFF,
        BROKEN
    }
}
