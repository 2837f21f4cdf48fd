package io.dropbatch.localazure.batch.engine.id;

import io.dropbatch.localazure.batch.document.BatchError;
import java.util.regex.Pattern;

/** The rule for the ids that users choose. */
public final class IdRule {

    private static final Pattern ALLOWED = Pattern.compile("[-_a-zA-Z0-9]{1,64}");

    private IdRule() {}

    public static void check(String id) {
        if (!ALLOWED.matcher(id).matches()) {
            throw BatchError.property(
                    "id", id, "An id has 1 to 64 characters: letters, digits, hyphens and underscores.");
        }
    }
}
