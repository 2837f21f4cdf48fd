package io.dropbatch.model.text;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of text that others wrote, before it gets into a log, an event or a status file. It knows the
 * forms in which Azure's own messages, addresses and connection strings hold secrets; it keeps the secret's name, so
 * that a reader still sees what stood there.
 */
public final class Redaction {

    private static final String NAMES =
            "sig|signature|account_?key|access_?key|shared_?access_?key|access_?token|client_?secret";
    private static final String REST_OF_VALUE = "[^&;\\s\"'\\\\]+";

    /** In an address, a connection string or a list of environment variables, perhaps encoded for an address. */
    private static final Pattern ASSIGNED =
            Pattern.compile("(?i)(?:(?<![a-z0-9])|(?<=%3F|%26|%3B))(" + NAMES + ")(=|%3D)([\"']?)" + REST_OF_VALUE);

    /** In JSON, perhaps in a string of another JSON text. */
    private static final Pattern IN_JSON =
            Pattern.compile("(?i)(\\\\?\"(?:" + NAMES + ")\\\\?\"\\s*:\\s*\\\\?\")[^\"\\\\]+");

    /** A header with a token. It is longer than any word that may follow "bearer" in a sentence. */
    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer\\s+)[a-z0-9._~+/=-]{20,}");

    /** A header of a request that an account's key has signed. */
    private static final Pattern SHARED_KEY = Pattern.compile("(?i)\\b(shared_?key(?:lite)?\\s+[^\\s:]+:)[a-z0-9+/=]+");

    /** A token wherever it stands: its parts are JSON objects in Base64, which all begin alike. */
    private static final Pattern TOKEN = Pattern.compile("\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

    private Redaction() {}

    /** The text without its secrets. Text that is already redacted does not change. */
    public static String of(String text) {
        String assigned = ASSIGNED.matcher(text).replaceAll("$1$2$3…");
        String inJson = IN_JSON.matcher(assigned).replaceAll("$1…");
        String bearer = BEARER.matcher(inJson).replaceAll("$1…");
        String sharedKey = SHARED_KEY.matcher(bearer).replaceAll("$1…");
        return TOKEN.matcher(sharedKey).replaceAll("…");
    }

    /** What went wrong in one line for a log: the kind of the exception and its message. */
    public static String describe(Throwable cause) {
        @Nullable String message = cause.getMessage();
        String kind = cause.getClass().getSimpleName();
        return message == null ? kind : kind + ": " + of(message);
    }
}
