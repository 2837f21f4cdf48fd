package io.dropbatch.localazure.batch.protocol.door;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.protocol.call.Answer;
import io.dropbatch.localazure.batch.protocol.call.Query;
import io.dropbatch.localazure.batch.protocol.call.Request;
import io.dropbatch.localazure.batch.protocol.call.Segments;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may be seen without a key. Only a server that listens on a loopback address shows it, and only to who calls it
 * by an address or as {@code localhost}: a page from elsewhere that has its own name point here sees nothing.
 */
public final class OpenDoors {

    private static final Set<String> ROOTS = Set.of("metrics", "health", "_ui");
    private static final Pattern LOCAL = Pattern.compile("(?i)(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

    private final List<OpenDoor> doors;
    private final boolean loopback;

    public OpenDoors(List<OpenDoor> doors, InetAddress listensOn) {
        this.doors = List.copyOf(doors);
        this.loopback = listensOn.isLoopbackAddress();
    }

    /** Whether the request is for something that needs no key. */
    public boolean concern(Request request) {
        String path = request.rawPath();
        int end = path.indexOf('/', 1);
        if (path.equals("/")) {
            // Azure has nothing there, but somebody who typed the address of the server is to find the pages.
            return request.headers().get("Authorization") == null;
        }
        return path.startsWith("/") && ROOTS.contains(path.substring(1, end < 0 ? path.length() : end));
    }

    public Answer answer(Request request) throws IOException {
        View view = view(request)
                .with("Cache-Control", "no-store")
                .with("X-Frame-Options", "DENY")
                .with("Referrer-Policy", "no-referrer")
                .with("Cross-Origin-Resource-Policy", "same-origin");
        return new Answer.Bytes(view.status(), view.headers(), view.body());
    }

    private View view(Request request) throws IOException {
        String host = request.headers().get("Host");
        if (!loopback) {
            return View.plain(403, "Shown only by a server that listens on a loopback address.");
        }
        if (host == null || !LOCAL.matcher(host).matches()) {
            return View.plain(403, "Shown only to who calls this server localhost or 127.0.0.1.");
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return View.plain(405, "Nothing can be changed here.").with("Allow", "GET, HEAD");
        }
        try {
            List<String> path = Segments.of(request.rawPath()).stream()
                    .filter(segment -> !segment.isEmpty())
                    .toList();
            return open(new Visit(path, Query.parse(request.rawQuery()).parameters()));
        } catch (BatchError error) {
            return View.plain(error.code().status(), error.code().message());
        }
    }

    private View open(Visit visit) throws IOException {
        for (OpenDoor door : doors) {
            Optional<View> view = door.open(visit);
            if (view.isPresent()) {
                return view.get();
            }
        }
        return View.plain(404, "There is nothing here.");
    }
}
