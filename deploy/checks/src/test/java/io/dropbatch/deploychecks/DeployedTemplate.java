package io.dropbatch.deploychecks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.localazure.testtools.NeededTools;
import io.dropbatch.testing.TypeScriptBuild;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the template makes of given parameters: every resource with the body that Azure is sent, and the outputs. */
record DeployedTemplate(Path file, JsonNode tree) {

    static final Path BICEP = Path.of("../azure/main.bicep").toAbsolutePath().normalize();
    static final Path TEMPLATE = BICEP.resolveSibling("main.json");

    private static final Path FOLDER = Path.of("target/deployed").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Parameters are written as {@code name=value}. */
    static DeployedTemplate with(String... parameters) {
        try {
            Files.createDirectories(FOLDER);
            Path file = Files.createTempFile(FOLDER, "deployed", ".json");
            List<String> words = new ArrayList<>(List.of(TEMPLATE.toString(), file.toString()));
            words.addAll(List.of(parameters));
            sources().node("commands/deploy", words.toArray(String[]::new)).andWell();
            return new DeployedTemplate(file, JSON.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With all that is optional, so that nothing escapes the checks. */
    static DeployedTemplate whole() {
        return with(
                "oidcIssuer=https://issuer.example/",
                "kedaServiceAccount=keda:keda-operator",
                "usersObjectId=11111111-2222-3333-4444-555555555555",
                "operatorObjectId=11111111-2222-3333-4444-666666666666",
                "logWorkspace=/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w",
                "keyVault=/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/acme",
                "keepDropsDays=30");
    }

    /** Skips the test that asks where node or npm is missing. */
    static TypeScriptBuild sources() {
        NeededTools.require("node", "npm");
        return TypeScriptBuild.of("bicep", "template", "commands");
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<JsonNode> ofType(String type) {
        return resources().filter(resource -> type.equals(resource.path("type").textValue()));
    }

    JsonNode one(String type) {
        List<JsonNode> found = ofType(type).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " resources of " + type);
        }
        return found.getFirst().path("body");
    }

    Stream<JsonNode> resources() {
        return items(tree.path("resources"));
    }

    JsonNode output(String name) {
        return tree.path("outputs").path(name);
    }

    static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** The name of a resource below that of its outermost parent. */
    static String localName(JsonNode resource) {
        String name = resource.path("name").textValue();
        return name.substring(name.indexOf('/') + 1);
    }
}
