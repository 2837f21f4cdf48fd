package io.dropbatch.localazure.batch.engine.model.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.RequestDocument;

/** A job schedule as its user described it: the times and the specification of each job. */
public record JobScheduleDefinition(ObjectNode source, JobRecurrence recurrence, JobDefinition job) {

    public static JobScheduleDefinition read(RequestDocument document) {
        RequestDocument job =
                document.object("jobSpecification").orElseThrow(() -> BatchError.missing("jobSpecification"));
        return new JobScheduleDefinition(
                document.tree(),
                document.object("schedule").map(JobRecurrence::read).orElse(JobRecurrence.AT_ONCE),
                JobDefinition.read(job));
    }
}
