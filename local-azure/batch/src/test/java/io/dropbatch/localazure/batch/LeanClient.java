package io.dropbatch.localazure.batch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client that costs next to nothing beside the server: one connection, signed requests, answers as bytes. */
final class LeanClient implements AutoCloseable {

    private static final String VERSION = "2024-07-01.20.0";

    private final Socket socket;
    private final InputStream in;
    private final String account;
    private final Mac mac;

    LeanClient(URI endpoint, String account, String key) throws IOException {
        this.account = account;
        socket = new Socket(InetAddress.getByName(endpoint.getHost()), endpoint.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String post(String path, String body) throws IOException {
        return call("POST", path, Map.of(), body);
    }

    String get(String path) throws IOException {
        return call("GET", path, Map.of(), null);
    }

    /** Lists with parameters whose values need no escaping but that of blanks and quotes. */
    String list(String path, Map<String, String> parameters) throws IOException {
        return call("GET", path, parameters, null);
    }

    private String call(String method, String path, Map<String, String> parameters, String body) throws IOException {
        SortedMap<String, String> query = new TreeMap<>(parameters);
        query.put("api-version", VERSION);
        StringBuilder signedQuery = new StringBuilder();
        StringBuilder sentQuery = new StringBuilder();
        query.forEach((name, value) -> {
            signedQuery.append('\n').append(name).append(':').append(value);
            sentQuery.append(sentQuery.isEmpty() ? '?' : '&').append(name).append('=');
            sentQuery.append(value.replace(" ", "%20").replace("'", "%27"));
        });
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        String type = body == null ? "" : "application/json; odata=minimalmetadata; charset=utf-8";
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        String length = body == null ? "" : Integer.toString(bytes.length);
        String signed = method + "\n\n\n" + length + "\n\n" + type + "\n\n\n\n\n\n\nocp-date:" + date + "\n/" + account
                + path + signedQuery;
        String signature = Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        String head = method + " " + path + sentQuery + " HTTP/1.1\r\nHost: localhost\r\nocp-date: " + date
                + "\r\nAuthorization: SharedKey " + account + ":" + signature
                + (body == null ? "" : "\r\nContent-Type: " + type + "\r\nContent-Length: " + length) + "\r\n\r\n";
        byte[] headBytes = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = new byte[headBytes.length + bytes.length];
        System.arraycopy(headBytes, 0, request, 0, headBytes.length);
        System.arraycopy(bytes, 0, request, headBytes.length, bytes.length);
        socket.getOutputStream().write(request);
        return answer(method + " " + path);
    }

    private String answer(String what) throws IOException {
        String status = line();
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (!status.startsWith("HTTP/1.1 2")) {
            throw new IOException(what + ": " + status + "\n" + body);
        }
        return body;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("The server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
