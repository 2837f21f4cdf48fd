package io.dropbatch.localazure.batch.engine.model.job;

import io.dropbatch.localazure.batch.document.AzureTimes;
import io.dropbatch.localazure.batch.document.RequestDocument;
import java.time.Duration;

/** What Batch allows a job before it ends it or gives up its tasks. */
public record JobConstraints(Duration maxWallClockTime, int maxTaskRetryCount) {

    static JobConstraints read(RequestDocument job) {
        RequestDocument constraints = job.object("constraints").orElseGet(() -> RequestDocument.parse(new byte[0]));
        return new JobConstraints(
                constraints.duration("maxWallClockTime", AzureTimes.UNLIMITED),
                constraints.integer("maxTaskRetryCount", 0, -1, Integer.MAX_VALUE));
    }
}
