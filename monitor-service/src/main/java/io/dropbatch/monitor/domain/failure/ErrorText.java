package io.dropbatch.monitor.domain.failure;

import io.dropbatch.model.text.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Cleans text from outside for use in an event: removes control characters and secrets, and limits its length. */
final class ErrorText {

    private static final int LONGEST = 600;
    private static final int LONGEST_TAIL = 2000;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private ErrorText() {}

    /** One line. */
    static String plain(String text) {
        String line = clean(text).replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    /** Batch's messages end with the id and time of the request, which tell a user nothing. */
    static String message(BatchProblem problem) {
        String text = problem.message();
        int request = text.indexOf("\nRequestId:");
        return plain(request < 0 ? text : text.substring(0, request));
    }

    /** The last lines of a log. */
    static String tail(byte[] utf8) {
        String text = clean(new String(utf8, StandardCharsets.UTF_8)).stripTrailing();
        return text.length() > LONGEST_TAIL ? text.substring(text.length() - LONGEST_TAIL) : text;
    }

    /** The last lines of a log as a marker holds them; what is not Base64 is left out. */
    static String tail(String base64) {
        try {
            return tail(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private static String clean(String text) {
        return Redaction.of(CONTROL.matcher(text).replaceAll(""));
    }
}
