package io.dropbatch.cli.doctor;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** What all checks found, for people or for programs. */
@JsonPropertyOrder({"wrong", "warnings", "skipped", "ok", "checks"})
record DiagnosisReport(List<Diagnosis> checks) {

    DiagnosisReport {
        checks = List.copyOf(checks);
    }

    public long getWrong() {
        return count(DiagnosisState.WRONG);
    }

    public long getWarnings() {
        return count(DiagnosisState.WARNING);
    }

    public long getSkipped() {
        return count(DiagnosisState.SKIPPED);
    }

    public long getOk() {
        return count(DiagnosisState.OK);
    }

    private long count(DiagnosisState state) {
        return checks.stream().filter(check -> check.state() == state).count();
    }

    /** @param all whether to list what is in order as well */
    List<String> lines(boolean all) {
        List<String> lines = new ArrayList<>();
        // What has one cause is said once.
        checks.stream()
                .filter(check -> all || check.state() != DiagnosisState.OK)
                .collect(Collectors.groupingBy(DiagnosisReport::cause, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(same -> describe(same, lines));
        lines.add("%d wrong, %d warnings, %d not looked at, %d in order"
                .formatted(getWrong(), getWarnings(), getSkipped(), getOk()));
        return lines;
    }

    private static List<Object> cause(Diagnosis check) {
        String own = check.state() == DiagnosisState.OK ? check.subject() : "";
        return List.of(check.area(), check.state(), check.finding(), check.run(), own);
    }

    private static void describe(List<Diagnosis> same, List<String> lines) {
        Diagnosis check = same.getFirst();
        String subjects = check.subject() + (same.size() == 1 ? "" : " and " + (same.size() - 1) + " more");
        lines.add("%-7s  %s, %s: %s".formatted(word(check.state()), check.area(), subjects, check.finding()));
        if (!check.run().isEmpty()) {
            lines.add("         run   " + check.run());
        }
        if (!check.undo().isEmpty()) {
            lines.add("         undo  " + check.undo());
        }
    }

    private static String word(DiagnosisState state) {
        return switch (state) {
            case OK -> "ok";
            case WARNING -> "warning";
            case WRONG -> "WRONG";
            case SKIPPED -> "skipped";
        };
    }
}
