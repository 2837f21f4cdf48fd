package io.dropbatch.results.app.port;

import io.dropbatch.model.event.HandlerResult;
import java.util.function.Supplier;

/** Counts verifications and the outcomes of jobs. Each method returns the handler result that it counted. */
public interface ResultTelemetry {

    /** Times the verification of a level. */
    HandlerResult verified(Supplier<HandlerResult> verification);

    /** Counts the outcomes that a handler result announces. */
    HandlerResult concluded(HandlerResult result);
}
