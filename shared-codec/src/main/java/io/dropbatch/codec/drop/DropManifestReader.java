package io.dropbatch.codec.drop;

import com.fasterxml.jackson.core.JsonToken;
import io.dropbatch.codec.document.DocumentException;
import io.dropbatch.codec.document.DocumentFormat;
import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.codec.document.DocumentTokens;
import io.dropbatch.codec.document.DurationText;
import io.dropbatch.codec.document.NearestName;
import io.dropbatch.codec.document.SourcePosition;
import io.dropbatch.model.drop.DropManifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code job.yaml} and {@code job.json} token by token, since a manifest may list a hundred thousand inputs. */
public final class DropManifestReader {

    /** The largest manifest that is read. */
    public static final int LARGEST = 64 * 1024 * 1024;

    private static final int MOST_PROBLEMS = 20;
    private static final List<String> KEYS = List.of("apiVersion", "deadline", "inputs", "parameters");

    private final DocumentTokens tokens;
    private final List<DocumentProblem> problems = new ArrayList<>();
    private List<DropManifest.Listed> inputs = List.of();
    private Map<String, String> parameters = Map.of();
    private @Nullable Duration deadline;

    private DropManifestReader(DocumentTokens tokens) {
        this.tokens = tokens;
    }

    public static DropManifestReading read(byte[] bytes, DocumentFormat format) {
        try (DocumentTokens tokens = DocumentTokens.of(bytes, format, LARGEST)) {
            return new DropManifestReader(tokens).read();
        } catch (DocumentException e) {
            return new DropManifestReading.Invalid(List.of(e.problem()));
        }
    }

    private DropManifestReading read() throws DocumentException {
        JsonToken first = tokens.next();
        if (first == JsonToken.START_OBJECT) {
            keys();
            tokens.end();
        } else if (first != null && first != JsonToken.VALUE_NULL) {
            note(tokens.place(), "", "a manifest holds the keys " + String.join(", ", KEYS));
        }
        return problems.isEmpty()
                ? new DropManifestReading.Valid(new DropManifest(inputs, parameters, deadline))
                : new DropManifestReading.Invalid(problems);
    }

    private void keys() throws DocumentException {
        while (tokens.next() == JsonToken.FIELD_NAME && problems.size() < MOST_PROBLEMS) {
            String key = tokens.text();
            SourcePosition position = tokens.place();
            JsonToken value = tokens.next();
            switch (key) {
                case "inputs" -> inputs = new InputsReader(tokens, problems).read(value);
                case "parameters" -> parameters = new ParametersReader(tokens, problems).read(value);
                case "deadline" -> deadline(position);
                case "apiVersion" -> apiVersion(position);
                default -> unknown(position, key);
            }
        }
    }

    private void deadline(SourcePosition position) throws DocumentException {
        deadline = DurationText.parse(tokens.text()).orElse(null);
        if (deadline == null) {
            note(position, "deadline", "has to be a duration, such as 20m or 1h30m");
            tokens.skip();
        }
    }

    private void apiVersion(SourcePosition position) throws DocumentException {
        if (!tokens.text().equals("dropbatch/v1")) {
            note(position, "apiVersion", "has to be dropbatch/v1");
            tokens.skip();
        }
    }

    private void unknown(SourcePosition position, String key) throws DocumentException {
        note(position, "", "unknown key '" + key + "'" + NearestName.hint(key, KEYS));
        tokens.skip();
    }

    private void note(SourcePosition position, String path, String message) {
        problems.add(new DocumentProblem(position.line(), position.column(), path, message));
    }
}
