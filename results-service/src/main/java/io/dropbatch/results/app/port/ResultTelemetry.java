package io.dropbatch.results.app.port;

import io.dropbatch.model.event.HandlerResult;
import java.util.function.Supplier;

/** Counts what was verified and how jobs ended. Each method returns the reaction that it counted. */
public interface ResultTelemetry {

    /** Times the verification of a level. */
    HandlerResult verified(Supplier<HandlerResult> verification);

    /** Counts the outcomes that a reaction announces. */
    HandlerResult concluded(HandlerResult result);
}
