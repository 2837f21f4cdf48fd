package io.dropbatch.results.app.port;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.results.domain.ConcludedDrop;
import java.util.function.Supplier;

/** Reports verifications and outcomes to operators. */
public interface ResultTelemetry {

    /** A drop was accepted, perhaps not for the first time. */
    void accepted(SubmissionAccepted drop);

    /** Times the verification of a level; returns what it came to. */
    HandlerResult verified(Supplier<HandlerResult> verification);

    /** A drop has got its outcome; reported once for each. */
    void concluded(ConcludedDrop drop);

    /** A drop with no event for too long was failed. */
    void givenUp();

    /** An event changed nothing, because its effect was there already. */
    void repeated(DomainEvent event);

    /** An event changed nothing, because its drop had its outcome. */
    void late(DomainEvent event);
}
