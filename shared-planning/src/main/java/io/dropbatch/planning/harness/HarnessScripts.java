package io.dropbatch.planning.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The scripts of the task harness that this service was built with, each joined from its parts into one text. A line
 * {@code . ./part.sh} is replaced by that part and a line {@code name=$(cat ./file)} by an assignment of the file's
 * text, so a joined script does the same as the parts do in their folder.
 */
public final class HarnessScripts {

    private static final Pattern PART = Pattern.compile("^\\. \\./(\\S+)$", Pattern.MULTILINE);
    private static final Pattern TEXT = Pattern.compile("^(\\w+)=\\$\\(cat \\./(\\S+)\\)$", Pattern.MULTILINE);

    private HarnessScripts() {}

    public static String joined(String script) {
        String whole = PART.matcher(read(script)).replaceAll(part -> literally(read(part.group(1))));
        return TEXT.matcher(whole).replaceAll(text -> literally(text.group(1) + "=" + quoted(text.group(2))));
    }

    private static String literally(String replacement) {
        return Matcher.quoteReplacement(replacement.stripTrailing());
    }

    private static String quoted(String file) {
        String text = read(file);
        if (text.contains("'")) {
            throw new IllegalStateException("an apostrophe in " + file + " would end the text in the joined script");
        }
        return "'" + text + "'";
    }

    private static String read(String file) {
        try (InputStream in = HarnessScripts.class.getResourceAsStream("/harness/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the harness file " + file + " is not built in");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
