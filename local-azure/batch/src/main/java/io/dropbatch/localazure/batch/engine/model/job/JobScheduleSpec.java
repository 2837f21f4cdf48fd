package io.dropbatch.localazure.batch.engine.model.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.Document;

/** A job schedule as its user described it: when, and what each job is to be. */
public record JobScheduleSpec(ObjectNode source, Recurrence recurrence, JobSpec job) {

    public static JobScheduleSpec read(Document document) {
        Document job = document.object("jobSpecification").orElseThrow(() -> BatchError.missing("jobSpecification"));
        return new JobScheduleSpec(
                document.tree(),
                document.object("schedule").map(Recurrence::read).orElse(Recurrence.AT_ONCE),
                JobSpec.read(job));
    }
}
