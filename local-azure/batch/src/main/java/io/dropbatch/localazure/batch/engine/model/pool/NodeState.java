package io.dropbatch.localazure.batch.engine.model.pool;

/** The states of a node. */
public enum NodeState {
    IDLE("idle"),
    RUNNING("running"),
    CREATING("creating"),
    STARTING("starting"),
    WAITING_FOR_START_TASK("waitingforstarttask"),
    START_TASK_FAILED("starttaskfailed"),
    REBOOTING("rebooting"),
    REIMAGING("reimaging"),
    DEALLOCATING("deallocating"),
    DEALLOCATED("deallocated"),
    PREEMPTED("preempted"),
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

    /** Whether a node stays in this state across a restart of the account. */
    public boolean lasts() {
        return switch (this) {
            case REIMAGING, DEALLOCATING, DEALLOCATED, PREEMPTED, UNUSABLE -> true;
            case IDLE,
                    RUNNING,
                    CREATING,
                    STARTING,
                    WAITING_FOR_START_TASK,
                    START_TASK_FAILED,
                    REBOOTING,
                    OFFLINE,
                    LEAVING_POOL -> false;
        };
    }
}
