package io.dropbatch.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.cli.console.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** An image that the scheduler's settings offer to workloads, with the node agent that goes with it. */
record NodeImageWish(String name, String publisher, String offer, String sku, String agent) {

    /** @param settings the scheduler's own {@code application.yml}, or what replaces it */
    static List<NodeImageWish> read(Path settings) {
        try (InputStream in = Files.newInputStream(settings)) {
            Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            List<NodeImageWish> wishes = new ArrayList<>();
            map(map(map(map(root).get("dropbatch")).get("scheduler")).get("images"))
                    .forEach((name, image) -> wishes.add(of(name, map(image))));
            return wishes;
        } catch (IOException e) {
            throw new CliException("cannot read " + settings, e);
        }
    }

    private static NodeImageWish of(String name, Map<String, Object> image) {
        return new NodeImageWish(
                name.replaceAll("[\\[\\]]", ""),
                String.valueOf(image.get("publisher")),
                String.valueOf(image.get("offer")),
                String.valueOf(image.get("sku")),
                String.valueOf(image.get("node-agent")));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }

    boolean isMetBy(JsonNode supported) {
        JsonNode image = supported.path("imageReference");
        return publisher.equalsIgnoreCase(image.path("publisher").asText())
                && offer.equalsIgnoreCase(image.path("offer").asText())
                && sku.equalsIgnoreCase(image.path("sku").asText())
                && agent.equals(supported.path("nodeAgentSKUId").asText());
    }

    @Override
    public String toString() {
        return publisher + ":" + offer + ":" + sku + " with " + agent;
    }
}
