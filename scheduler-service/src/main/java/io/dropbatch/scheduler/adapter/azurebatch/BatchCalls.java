package io.dropbatch.scheduler.adapter.azurebatch;

import io.dropbatch.batch.BatchErrorCode;
import io.dropbatch.batch.BatchRefusal;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts exceptions of calls to Batch into answers. */
final class BatchCalls {

    private static final Logger LOG = LoggerFactory.getLogger(BatchCalls.class);

    private BatchCalls() {}

    /** @param alsoDone error codes which mean that the request is fulfilled already */
    static BatchAnswer ofJob(String action, String jobId, Runnable call, BatchErrorCode... alsoDone) {
        return answer(action, "jobId", jobId, call, alsoDone);
    }

    /** @param alsoDone error codes which say that the wish is fulfilled already */
    static BatchAnswer ofPool(String action, String poolId, Runnable call, BatchErrorCode... alsoDone) {
        return answer(action, "poolId", poolId, call, alsoDone);
    }

    private static BatchAnswer answer(String action, String key, String id, Runnable call, BatchErrorCode... alsoDone) {
        try {
            call.run();
            LOG.atDebug().addKeyValue("action", action).addKeyValue(key, id).log("asked Batch");
            return BatchAnswer.done();
        } catch (RefusedRequest e) {
            return e.answer();
        } catch (RuntimeException e) {
            BatchRefusal refusal = BatchRefusal.of(e);
            if (refusal instanceof BatchRefusal.Rejected rejected
                    && List.of(alsoDone).contains(rejected.response().code())) {
                return BatchAnswer.done();
            }
            LOG.atWarn()
                    .addKeyValue("action", action)
                    .addKeyValue(key, id)
                    .addKeyValue("cause", refusal)
                    .log("Batch refused");
            return RefusalAnswers.answer(refusal);
        }
    }
}
