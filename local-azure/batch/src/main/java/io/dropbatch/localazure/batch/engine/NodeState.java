package io.dropbatch.localazure.batch.engine;

/** What a node is doing. */
public enum NodeState {
    IDLE("idle"),
    RUNNING("running"),
    STARTING("starting"),
    UNUSABLE("unusable"),
    OFFLINE("offline"),
    LEAVING_POOL("leavingpool");

    private final String word;

    NodeState(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
