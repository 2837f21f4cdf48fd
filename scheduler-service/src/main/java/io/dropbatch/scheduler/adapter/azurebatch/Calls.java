package io.dropbatch.scheduler.adapter.azurebatch;

import io.dropbatch.batch.BatchErrorCode;
import io.dropbatch.batch.BatchRefusal;
import io.dropbatch.scheduler.app.Answer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a call to Batch throws into an answer. */
final class Calls {

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private Calls() {}

    /** @param alsoDone error codes which say that the wish is fulfilled already */
    static Answer answer(String action, String id, Runnable call, BatchErrorCode... alsoDone) {
        try {
            call.run();
            LOG.debug("asked Batch action={} id={}", action, id);
            return Answer.done();
        } catch (Refused e) {
            return e.answer();
        } catch (RuntimeException e) {
            BatchRefusal refusal = BatchRefusal.of(e);
            if (refusal instanceof BatchRefusal.Rejected rejected
                    && List.of(alsoDone).contains(rejected.response().code())) {
                return Answer.done();
            }
            LOG.warn("Batch refused action={} id={} refusal={}", action, id, refusal);
            return Refusals.answer(refusal);
        }
    }
}
