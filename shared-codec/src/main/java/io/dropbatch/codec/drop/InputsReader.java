package io.dropbatch.codec.drop;

import com.fasterxml.jackson.core.JsonToken;
import io.dropbatch.codec.document.DocumentException;
import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.codec.document.DocumentTokens;
import io.dropbatch.codec.document.NearestName;
import io.dropbatch.codec.document.SourcePosition;
import io.dropbatch.model.drop.DropManifest.Listed;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.InputPath;
import io.dropbatch.model.layout.InboxLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the list of inputs of a manifest. */
final class InputsReader {

    private static final int MOST = 100_000;
    private static final int MOST_PROBLEMS = 20;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern BYTES = Pattern.compile("[0-9]{1,15}");
    private static final List<String> KEYS = List.of("path", "bytes", "sha256");

    private final DocumentTokens tokens;
    private final List<DocumentProblem> problems;
    private final List<Listed> inputs = new ArrayList<>();
    private final Set<String> paths = new HashSet<>();

    InputsReader(DocumentTokens tokens, List<DocumentProblem> problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    List<Listed> read(@Nullable JsonToken first) throws DocumentException {
        if (tokens.isEmptyValue()) {
            return List.of();
        }
        if (first != JsonToken.START_ARRAY) {
            note(tokens.place(), "inputs", "has to be a list of {path, bytes, sha256}");
            tokens.skip();
            return List.of();
        }
        for (JsonToken token = tokens.next(); token != JsonToken.END_ARRAY; token = tokens.next()) {
            SourcePosition position = tokens.place();
            refuseTooMany(position);
            if (token == JsonToken.START_OBJECT) {
                input(position);
            } else {
                note(position, at(), "has to be {path, bytes, sha256}");
                tokens.skip();
            }
        }
        return inputs;
    }

    private void refuseTooMany(SourcePosition position) throws DocumentException {
        if (inputs.size() == MOST) {
            throw new DocumentException(position, "a manifest lists at most %,d inputs".formatted(MOST));
        }
        if (problems.size() >= MOST_PROBLEMS) {
            throw new DocumentException(
                    position, DocumentProblem.describe(problems) + "; and the rest was not looked at");
        }
    }

    private void input(SourcePosition position) throws DocumentException {
        @Nullable String path = null;
        @Nullable String bytes = null;
        @Nullable String sha256 = null;
        while (tokens.next() == JsonToken.FIELD_NAME) {
            String key = tokens.text();
            SourcePosition keyPlace = tokens.place();
            JsonToken value = tokens.next();
            switch (key) {
                case "path" -> path = text(value);
                case "bytes" -> bytes = text(value);
                case "sha256" -> sha256 = text(value);
                default -> {
                    note(keyPlace, at(), "unknown key '" + key + "'" + NearestName.hint(key, KEYS));
                    tokens.skip();
                }
            }
        }
        add(position, path, bytes, sha256);
    }

    /** The scalar's spelling; null for what is no scalar. */
    private @Nullable String text(@Nullable JsonToken token) throws DocumentException {
        if (token != null && token.isScalarValue()) {
            return token == JsonToken.VALUE_NULL ? null : tokens.text();
        }
        tokens.skip();
        return null;
    }

    private void add(SourcePosition position, @Nullable String path, @Nullable String bytes, @Nullable String sha256) {
        Optional<String> objection = objection(path, bytes, sha256);
        if (objection.isPresent() || path == null || bytes == null) {
            note(position, at(), objection.orElse("path and bytes are needed"));
            inputs.add(new Listed("", 0, null));
            return;
        }
        inputs.add(new Listed(path, Long.parseLong(bytes), sha256 == null ? null : sha256.toLowerCase(Locale.ROOT)));
    }

    private Optional<String> objection(@Nullable String path, @Nullable String bytes, @Nullable String sha256) {
        if (path == null) {
            return Optional.of("'path' is missing");
        }
        if (bytes == null || !BYTES.matcher(bytes).matches()) {
            return Optional.of("'bytes' has to be the file's length, a whole number");
        }
        if (sha256 != null && !SHA256.matcher(sha256).matches()) {
            return Optional.of("'sha256' has to be 64 hexadecimal digits");
        }
        return pathObjection(path);
    }

    private Optional<String> pathObjection(String path) {
        Optional<String> objection = InputPath.objection(path);
        if (objection.isPresent()) {
            return objection;
        }
        if (InboxLayout.isStatus(path)
                || DropTrigger.kindOf("workload/drop/" + path).isPresent()) {
            return Optional.of("a trigger or status file is no input");
        }
        return paths.add(path) ? Optional.empty() : Optional.of("the path is listed twice");
    }

    private String at() {
        return "inputs[" + inputs.size() + "]";
    }

    private void note(SourcePosition position, String path, String message) {
        problems.add(new DocumentProblem(position.line(), position.column(), path, message));
    }
}
