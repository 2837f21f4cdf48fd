package io.dropbatch.scheduler.adapter.azurebatch;

import io.dropbatch.batch.BatchErrorCode;
import io.dropbatch.batch.BatchRefusal;
import io.dropbatch.scheduler.app.port.Answer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a call to Batch throws into an answer. */
final class Calls {

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private Calls() {}

    /** @param alsoDone error codes which say that the wish is fulfilled already */
    static Answer ofJob(String action, String jobId, Runnable call, BatchErrorCode... alsoDone) {
        return answer(action, "jobId", jobId, call, alsoDone);
    }

    /** @param alsoDone error codes which say that the wish is fulfilled already */
    static Answer ofPool(String action, String poolId, Runnable call, BatchErrorCode... alsoDone) {
        return answer(action, "poolId", poolId, call, alsoDone);
    }

    private static Answer answer(String action, String key, String id, Runnable call, BatchErrorCode... alsoDone) {
        try {
            call.run();
            LOG.atDebug().addKeyValue("action", action).addKeyValue(key, id).log("asked Batch");
            return Answer.done();
        } catch (Refused e) {
            return e.answer();
        } catch (RuntimeException e) {
            BatchRefusal refusal = BatchRefusal.of(e);
            if (refusal instanceof BatchRefusal.Rejected rejected
                    && List.of(alsoDone).contains(rejected.response().code())) {
                return Answer.done();
            }
            LOG.atWarn()
                    .addKeyValue("action", action)
                    .addKeyValue(key, id)
                    .addKeyValue("cause", refusal)
                    .log("Batch refused");
            return Refusals.answer(refusal);
        }
    }
}
