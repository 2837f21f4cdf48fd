package io.dropbatch.scheduler.adapter.azurebatch;

import io.dropbatch.scheduler.app.Answer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a call to Batch throws into an answer. */
final class Calls {

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private Calls() {}

    /** @param alsoDone error codes which say that the wish is fulfilled already */
    static Answer answer(String action, String id, Runnable call, String... alsoDone) {
        try {
            call.run();
            LOG.debug("asked Batch action={} id={}", action, id);
            return Answer.done();
        } catch (Refused e) {
            return e.answer();
        } catch (RuntimeException e) {
            if (List.of(alsoDone).contains(Refusals.codeOf(e))) {
                return Answer.done();
            }
            Answer answer = Refusals.answer(e);
            LOG.warn("Batch refused action={} id={} answer={}", action, id, answer);
            return answer;
        }
    }
}
