package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an autoscale formula asks for. Only formulas of constant assignments are understood; any other is refused,
 * never guessed.
 */
record Targets(int dedicated, int lowPriority) {

    private static final int LONGEST = 8192;
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "\\s*\\$(TargetDedicatedNodes|TargetDedicated|TargetLowPriorityNodes|NodeDeallocationOption)\\s*=\\s*(\\w+)\\s*");

    static Targets evaluate(String formula) {
        if (formula.length() > LONGEST) {
            throw BatchError.of(ErrorCode.AutoScaleFormulaTooLong);
        }
        int dedicated = 0;
        int lowPriority = 0;
        for (String statement : formula.split(";", -1)) {
            if (statement.isBlank()) {
                continue;
            }
            Matcher assignment = ASSIGNMENT.matcher(statement);
            if (!assignment.matches()) {
                throw refused(statement);
            }
            switch (assignment.group(1)) {
                case "TargetLowPriorityNodes" -> lowPriority = number(assignment.group(2), statement);
                case "NodeDeallocationOption" -> {}
                default -> dedicated = number(assignment.group(2), statement);
            }
        }
        return new Targets(dedicated, lowPriority);
    }

    String text() {
        return "$TargetDedicatedNodes=" + dedicated + ";$TargetLowPriorityNodes=" + lowPriority
                + ";$NodeDeallocationOption=requeue";
    }

    private static int number(String text, String statement) {
        if (!text.matches("\\d{1,5}")) {
            throw refused(statement);
        }
        return Integer.parseInt(text);
    }

    private static BatchError refused(String statement) {
        return BatchError.of(ErrorCode.InvalidAutoScalingSettings)
                .with("PropertyName", "autoScaleFormula")
                .with("Reason", "Local Azure evaluates constant assignments only, not: " + statement.strip());
    }
}
