package io.dropbatch.submission.domain;

import io.dropbatch.model.workload.StartCondition;

/** What the owner of a drop is told about a file that looks like a trigger and starts nothing. */
public final class TriggerAdvice {

    private static final String RULE =
            "A drop is a folder in the folder of its workload: <workload>/<drop>/, with the trigger right in it.";

    private TriggerAdvice() {}

    /** A manifest has come to a workload that starts on a marker. */
    public static String markerToCome(String file) {
        return "Nothing has started yet. " + file + " gives the drop its parameters; this workload starts when an empty"
                + " file called _READY comes, after all other files.";
    }

    public static String emptyManifest(String file) {
        return "Nothing has started yet: " + file + " is empty. Write the list of inputs and the parameters into it, or"
                + " 'inputs: []' if there are none.";
    }

    /** @param words why the first folder names no usable workload */
    public static String noWorkload(TriggerGuess guess, String words) {
        return "Nothing has started: " + guess.file() + " lies in no drop of a workload. " + words + " " + RULE;
    }

    /** @param on what starts the drops of the workload */
    public static String misplaced(TriggerGuess guess, StartCondition.On on) {
        String wanted = wanted(on);
        return switch (guess.place()) {
            case TOO_HIGH ->
                "Nothing has started: " + guess.file() + " lies one folder too high. Put it beside the files, into a"
                        + " folder of their own: " + guess.folders() + "<drop>/" + guess.file() + ".";
            case TOO_DEEP ->
                "Nothing has started by " + guess.path() + ": it lies too deep. The drop is " + guess.drop()
                        + " and starts when " + wanted + " comes there.";
            case FOLDER ->
                "Nothing has started yet: " + guess.file() + " is a folder here. Upload a file: the drop starts when "
                        + wanted + " comes.";
            case MISNAMED ->
                "Nothing has started yet. If " + guess.file() + " is meant to start the drop, it has another name: the"
                        + " drop starts when " + wanted + " comes, after all other files.";
        };
    }

    private static String wanted(StartCondition.On on) {
        return on == StartCondition.On.MARKER
                ? "an empty file called _READY"
                : "a manifest called job.yaml or job.json";
    }
}
