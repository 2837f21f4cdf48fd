package io.dropbatch.cli.doctor;

/** How one check of the configuration ended. */
enum DiagnosisState {
    OK,
    /** It works now. */
    WARNING,
    /** Drops fail, wait or get lost. */
    WRONG,
    /** It could not be looked at. */
    SKIPPED
}
