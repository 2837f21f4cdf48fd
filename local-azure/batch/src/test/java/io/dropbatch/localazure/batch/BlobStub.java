package io.dropbatch.localazure.batch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The little of blob storage that nodes need: get, put and list, in memory, with failures on demand. */
final class BlobStub implements AutoCloseable {

    final NavigableMap<String, byte[]> blobs = new ConcurrentSkipListMap<>();
    final Map<String, String> md5 = new ConcurrentHashMap<>();
    final AtomicInteger failuresLeft = new AtomicInteger();
    private final HttpServer server;

    BlobStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String container(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/acct/" + name + "?sig=secret%2Bsignature";
    }

    String address(String container, String encodedBlob) {
        return container(container).replace("?", "/" + encodedBlob + "?");
    }

    String text(String name) {
        byte[] content = blobs.get(name);
        return content == null ? null : new String(content, StandardCharsets.UTF_8);
    }

    void put(String name, String content) {
        blobs.put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String name = exchange.getRequestURI().getPath().substring("/acct/".length());
            String query = exchange.getRequestURI().getRawQuery();
            if (failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                exchange.sendResponseHeaders(503, -1);
            } else if (!query.contains("sig=secret%2Bsignature")) {
                exchange.sendResponseHeaders(403, -1);
            } else if (name.startsWith("missing")) {
                exchange.sendResponseHeaders(404, -1);
            } else if (query.contains("comp=list")) {
                answer(exchange, 200, list(name, exchange.getRequestURI().getQuery()));
            } else if (exchange.getRequestMethod().equals("PUT")) {
                blobs.put(name, body);
                md5.put(name, String.valueOf(exchange.getRequestHeaders().getFirst("Content-MD5")));
                exchange.sendResponseHeaders(201, -1);
            } else if (blobs.containsKey(name)) {
                answer(exchange, 200, blobs.get(name));
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    /** Pages of two, so that markers are followed. */
    private byte[] list(String container, String query) {
        String prefix = container + "/" + parameter(query, "prefix");
        String marker = new String(HexFormat.of().parseHex(parameter(query, "marker")), StandardCharsets.UTF_8);
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Blobs>");
        String next = "";
        int count = 0;
        for (String name :
                blobs.tailMap(marker.isEmpty() ? prefix : marker, true).keySet()) {
            if (!name.startsWith(prefix)) {
                break;
            }
            if (count++ == 2) {
                next = HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
                break;
            }
            xml.append("<Blob><Name>")
                    .append(name.substring(container.length() + 1)
                            .replace("&", "&amp;")
                            .replace("<", "&lt;"))
                    .append("</Name><Properties/></Blob>");
        }
        xml.append("</Blobs><NextMarker>").append(next).append("</NextMarker></EnumerationResults>");
        return xml.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String parameter(String query, String name) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return "";
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
