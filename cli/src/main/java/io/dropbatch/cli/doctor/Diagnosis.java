package io.dropbatch.cli.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What one check found.
 *
 * @param area which part of Azure
 * @param subject what was looked at
 * @param finding in words; what is wrong and what follows from it
 * @param run the command that mends it; empty if there is nothing to run
 * @param undo what takes that back
 */
@JsonPropertyOrder({"area", "subject", "state", "finding", "run", "undo"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Diagnosis(String area, String subject, DiagnosisState state, String finding, String run, String undo) {

    static Diagnosis ok(String area, String subject, String finding) {
        return new Diagnosis(area, subject, DiagnosisState.OK, finding, "", "");
    }

    static Diagnosis wrong(String area, String subject, String finding, String run, String undo) {
        return new Diagnosis(area, subject, DiagnosisState.WRONG, finding, run, undo);
    }

    static Diagnosis warning(String area, String subject, String finding, String run, String undo) {
        return new Diagnosis(area, subject, DiagnosisState.WARNING, finding, run, undo);
    }

    static Diagnosis skipped(String area, String subject, String finding, String run) {
        return new Diagnosis(area, subject, DiagnosisState.SKIPPED, finding, run, "");
    }
}
