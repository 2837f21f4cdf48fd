package io.dropbatch.scheduler.app.port;

import io.dropbatch.model.event.DomainEvent;

/** Reports to operators what the states of jobs do not tell. */
public interface SchedulerTelemetry {

    /** An event changed nothing, because its effect was there already. */
    void repeated(DomainEvent event);

    /** An event changed nothing, because its job had ended. */
    void late(DomainEvent event);

    /** A slice was handed over because the sweep sent its command again. */
    void recovered();

    /** A Batch job without an owner was ended. */
    void strayEnded();

    /** A Batch job that ended long ago was deleted. */
    void oldDeleted();
}
