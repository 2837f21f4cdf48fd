package io.dropbatch.cli.doctor;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * Something to look at.
 *
 * @param look finds nothing, one thing or several; what it throws is a finding too
 */
record DiagnosisTask(String area, String subject, Callable<List<Diagnosis>> look) {

    static DiagnosisTask single(String area, String subject, Callable<Diagnosis> look) {
        return new DiagnosisTask(area, subject, () -> List.of(look.call()));
    }
}
