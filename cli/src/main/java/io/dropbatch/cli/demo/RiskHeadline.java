package io.dropbatch.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.codec.ModelJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The number that a risk manager asks for first. */
final class RiskHeadline {

    private RiskHeadline() {}

    static String of(Path summary) {
        try {
            JsonNode json = ModelJson.mapper().readTree(Files.readAllBytes(summary));
            return String.format(
                    Locale.ROOT,
                    "The portfolio of %,d positions is worth %,.2f (± %,.2f); 99 %% value at risk %,.2f.",
                    json.path("positions").asLong(),
                    json.path("value").asDouble(),
                    json.path("standardError").asDouble(),
                    json.path("var99").asDouble());
        } catch (IOException e) {
            throw new CliException("cannot read " + summary, e);
        }
    }
}
