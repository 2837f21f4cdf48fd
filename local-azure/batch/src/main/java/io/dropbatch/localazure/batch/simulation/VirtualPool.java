package io.dropbatch.localazure.batch.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A pool whose metadata says that its nodes are simulated; its time may run faster than real time. */
record VirtualPool(double speed, SimulationSettings settings) {

    private static final double FASTEST = 1_000_000;

    /**
     * Reads a pool's description; empty for a pool whose nodes are real.
     *
     * @throws IllegalArgumentException with a reason for the user
     */
    static Optional<VirtualPool> of(ObjectNode pool) {
        JsonNode given = pool.path("metadata");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> metadata = new HashMap<>();
        for (JsonNode item : given) {
            metadata.put(item.path("name").asText(), item.path("value").asText());
        }
        if (!"true".equalsIgnoreCase(metadata.get("localazure.virtual"))) {
            return Optional.empty();
        }
        return Optional.of(new VirtualPool(
                speed(metadata.getOrDefault("localazure.speed", "1")), SimulationSettings.ofPool(metadata)));
    }

    private static double speed(String text) {
        double speed = text.matches("\\d{1,7}(\\.\\d{1,6})?") ? Double.parseDouble(text) : 0;
        if (speed <= 0 || speed > FASTEST) {
            throw new IllegalArgumentException("not a speed above 0 and up to 1000000: " + text);
        }
        return speed;
    }
}
