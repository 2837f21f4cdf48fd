package io.dropbatch.localazure.servicebus;

/** A topology file that cannot be used; the message begins with the path of the fault. */
public final class TopologyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopologyException(String path, String fault) {
        super(path + ": " + fault);
    }

    TopologyException(String path, Throwable cause) {
        super(path + ": " + cause.getMessage(), cause);
    }
}
