package io.dropbatch.localazure.storage;

/** The topology file says something that cannot be honoured; the message names the place. */
public final class TopologyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public TopologyException(String message) {
        super(message);
    }
}
