package io.dropbatch.codec.drop;

import com.fasterxml.jackson.core.JsonToken;
import io.dropbatch.codec.document.DocumentException;
import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.codec.document.DocumentTokens;
import io.dropbatch.codec.document.SourcePosition;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a manifest: names, and scalars as they are spelled. */
final class ParametersReader {

    private static final int MOST = 200;
    private static final int LARGEST = 16 * 1024;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");

    private final DocumentTokens tokens;
    private final List<DocumentProblem> problems;
    private final Map<String, String> parameters = new TreeMap<>();
    private final Set<String> variables = new HashSet<>();
    private int size;

    ParametersReader(DocumentTokens tokens, List<DocumentProblem> problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    Map<String, String> read(@Nullable JsonToken first) throws DocumentException {
        if (tokens.isEmptyValue()) {
            return Map.of();
        }
        if (first != JsonToken.START_OBJECT) {
            note(tokens.place(), "parameters", "has to be a group of names and values");
            tokens.skip();
            return Map.of();
        }
        while (tokens.next() == JsonToken.FIELD_NAME) {
            parameter();
        }
        return parameters;
    }

    private void parameter() throws DocumentException {
        String name = tokens.text();
        SourcePosition position = tokens.place();
        JsonToken token = tokens.next();
        boolean scalar = token != null && token.isScalarValue() && token != JsonToken.VALUE_NULL;
        String value = scalar ? tokens.text() : "";
        if (!scalar) {
            note(position, "parameters." + name, "has to be text, a number, true or false");
            tokens.skip();
        }
        size += name.length() + value.length();
        if (parameters.size() >= MOST || size > LARGEST) {
            throw new DocumentException(
                    position, "parameters are more than 200 or larger than 16 KiB: use an input file");
        }
        objection(name, value).ifPresent(words -> note(position, "parameters." + name, words));
        parameters.put(name, value);
    }

    private Optional<String> objection(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of("has to be named by letters, digits and '_', beginning with a letter");
        }
        if (!variables.add(name.toUpperCase(Locale.ROOT))) {
            return Optional.of("is the same variable as another parameter: case does not count");
        }
        return value.indexOf('\0') >= 0 ? Optional.of("holds a NUL character") : Optional.empty();
    }

    private void note(SourcePosition position, String path, String message) {
        problems.add(new DocumentProblem(position.line(), position.column(), path, message));
    }
}
