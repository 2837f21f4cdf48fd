package io.dropbatch.localazure.batch.protocol.endpoint;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.protocol.call.CallAnswer;
import io.dropbatch.localazure.batch.protocol.call.PathSegments;
import io.dropbatch.localazure.batch.protocol.call.RequestHead;
import io.dropbatch.localazure.batch.protocol.call.RequestQuery;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The endpoints that need no key. Only a server on a loopback address serves them, and only to requests with an IP
 * address or {@code localhost} as host: a foreign web page whose host name resolves to this machine gets nothing.
 */
public final class KeylessEndpoints {

    private static final Set<String> ROOTS = Set.of("metrics", "health", "_ui");
    private static final Pattern LOCAL = Pattern.compile("(?i)(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

    private final List<KeylessEndpoint> endpoints;
    private final boolean loopback;

    public KeylessEndpoints(List<KeylessEndpoint> endpoints, InetAddress listensOn) {
        this.endpoints = List.copyOf(endpoints);
        this.loopback = listensOn.isLoopbackAddress();
    }

    /** Whether the request is for an endpoint that needs no key. */
    public boolean concern(RequestHead request) {
        String path = request.rawPath();
        int end = path.indexOf('/', 1);
        if (path.equals("/")) {
            // Azure has nothing at this path; here it leads a browser to the pages.
            return request.headers().get("Authorization") == null;
        }
        return path.startsWith("/") && ROOTS.contains(path.substring(1, end < 0 ? path.length() : end));
    }

    public CallAnswer answer(RequestHead request) throws IOException {
        PageView view = view(request)
                .with("Cache-Control", "no-store")
                .with("X-Frame-Options", "DENY")
                .with("Referrer-Policy", "no-referrer")
                .with("Cross-Origin-Resource-Policy", "same-origin");
        return new CallAnswer.Bytes(view.status(), view.headers(), view.body());
    }

    private PageView view(RequestHead request) throws IOException {
        String host = request.headers().get("Host");
        if (!loopback) {
            return PageView.plain(403, "Shown only by a server that listens on a loopback address.");
        }
        if (host == null || !LOCAL.matcher(host).matches()) {
            return PageView.plain(403, "Shown only to who calls this server localhost or 127.0.0.1.");
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return PageView.plain(405, "Nothing can be changed here.").with("Allow", "GET, HEAD");
        }
        try {
            List<String> path = PathSegments.of(request.rawPath()).stream()
                    .filter(segment -> !segment.isEmpty())
                    .toList();
            return open(
                    new PageVisit(path, RequestQuery.parse(request.rawQuery()).parameters()));
        } catch (BatchError error) {
            return PageView.plain(error.code().status(), error.code().message());
        }
    }

    private PageView open(PageVisit visit) throws IOException {
        for (KeylessEndpoint endpoint : endpoints) {
            Optional<PageView> view = endpoint.open(visit);
            if (view.isPresent()) {
                return view.get();
            }
        }
        return PageView.plain(404, "There is nothing here.");
    }
}
