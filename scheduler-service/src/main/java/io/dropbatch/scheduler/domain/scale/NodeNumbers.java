package io.dropbatch.scheduler.domain.scale;

/**
 * How many nodes of each kind.
 *
 * @param dedicated nodes that stay
 * @param spot nodes that Azure may take away
 */
public record NodeNumbers(int dedicated, int spot) {

    public static final NodeNumbers NONE = new NodeNumbers(0, 0);

    public NodeNumbers {
        if (dedicated < 0 || spot < 0) {
            throw new IllegalArgumentException("no negative number of nodes");
        }
    }

    public static NodeNumbers dedicated(int nodes) {
        return new NodeNumbers(nodes, 0);
    }

    public int total() {
        return dedicated + spot;
    }
}
