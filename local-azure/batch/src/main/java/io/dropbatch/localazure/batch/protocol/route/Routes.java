package io.dropbatch.localazure.batch.protocol.route;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.protocol.call.Answer;
import io.dropbatch.localazure.batch.protocol.call.Call;
import io.dropbatch.localazure.batch.protocol.call.Segments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of all operations that Azure Batch has, those that this server does not support included. */
public final class Routes {

    private static final Set<String> VERBS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    private final List<Route> routes = new ArrayList<>();

    public void add(String verb, String template, Operation operation) {
        routes.add(new Route(verb, template, true, operation));
    }

    public void refuse(String verb, String template) {
        routes.add(new Route(verb, template, false, call -> {
            throw BatchError.unsupported("The operation " + verb + " " + template);
        }));
    }

    public void refuse(String verb, String template, String reason) {
        routes.add(new Route(verb, template, false, call -> {
            throw BatchError.of(ErrorCode.NotImplemented).with("Reason", reason);
        }));
    }

    public List<Route> all() {
        return List.copyOf(routes);
    }

    /** The operation that a call is for. */
    public Found find(Call call) {
        String path = call.rawPath();
        // A certificate's address names it by two keys in parentheses, not by a segment of its own.
        List<String> segments = Segments.of(path.replaceFirst("^/certificates\\(([^)/]*)\\)", "/certificates/$1"));
        boolean known = false;
        for (Route route : routes) {
            Map<String, String> parts = route.match(segments);
            if (parts != null && route.verb().equals(call.method())) {
                return new Found(route, call.at(parts));
            }
            known |= parts != null;
        }
        if (!VERBS.contains(call.method())) {
            throw BatchError.of(ErrorCode.InvalidHttpVerb);
        }
        throw BatchError.of(known ? ErrorCode.UnsupportedHttpVerb : ErrorCode.ResourceNotFound);
    }

    /** A call with its route, which knows the names in its path. */
    public record Found(Route route, Call call) {

        public Answer answer() throws java.io.IOException {
            return route.answer(call);
        }
    }
}
