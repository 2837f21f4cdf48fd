package io.dropbatch.localazure.batch.protocol.route;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.call.CallAnswer;
import io.dropbatch.localazure.batch.protocol.call.PathSegments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of all operations that Azure Batch has, including unsupported ones. */
public final class RouteTable {

    private static final Set<String> VERBS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    private final List<ApiRoute> routes = new ArrayList<>();

    public void add(String verb, String template, ApiOperation operation) {
        routes.add(new ApiRoute(verb, template, true, operation));
    }

    public void refuse(String verb, String template) {
        routes.add(new ApiRoute(verb, template, false, call -> {
            throw BatchError.unsupported("The operation " + verb + " " + template);
        }));
    }

    public void refuse(String verb, String template, String reason) {
        routes.add(new ApiRoute(verb, template, false, call -> {
            throw BatchError.of(ErrorCode.NotImplemented).with("Reason", reason);
        }));
    }

    public List<ApiRoute> all() {
        return List.copyOf(routes);
    }

    /** The operation of a call. */
    public Found find(ApiCall call) {
        String path = call.rawPath();
        // A certificate's address names it by two keys in parentheses, not by its own segment.
        List<String> segments = PathSegments.of(path.replaceFirst("^/certificates\\(([^)/]*)\\)", "/certificates/$1"));
        boolean known = false;
        for (ApiRoute route : routes) {
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

    /** A call with its route and the named parts of its path. */
    public record Found(ApiRoute route, ApiCall call) {

        public CallAnswer answer() throws java.io.IOException {
            return route.answer(call);
        }
    }
}
