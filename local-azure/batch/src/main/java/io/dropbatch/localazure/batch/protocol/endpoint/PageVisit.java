package io.dropbatch.localazure.batch.protocol.endpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request for a page: the decoded segments of its path, and its query. */
public record PageVisit(List<String> path, Map<String, String> parameters) {

    public PageVisit {
        path = List.copyOf(path);
        parameters = Map.copyOf(parameters);
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    public boolean at(String... segments) {
        return path.equals(List.of(segments));
    }
}
