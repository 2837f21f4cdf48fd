package io.dropbatch.localazure.batch.engine.model.pool;

import io.dropbatch.localazure.batch.autoscale.FormulaError;

/** Why an evaluation of a formula failed, in Azure's form; the detail begins with the position in the formula. */
public record AutoScaleError(String code, String message, String detail) {

    public static AutoScaleError of(FormulaError error) {
        return error.kind() == FormulaError.Kind.INSUFFICIENT_DATA
                ? new AutoScaleError(
                        "InsufficientSampleData",
                        "Autoscale evaluation failed due to insufficient sample data",
                        String.valueOf(error.getMessage()))
                : new AutoScaleError(
                        "AutoScalingFormulaEvaluationError",
                        "Autoscale evaluation failed due to an error in the formula",
                        String.valueOf(error.getMessage()));
    }
}
