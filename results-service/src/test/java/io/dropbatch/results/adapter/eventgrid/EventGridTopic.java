package io.dropbatch.results.adapter.eventgrid;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** A topic of Event Grid on loopback, by HTTPS with a certificate that only {@link #client()} trusts. */
final class EventGridTopic implements AutoCloseable {

    static final String KEY = "the-key-of-the-topic";
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** A request as it came. */
    record Received(String path, String contentType, String key, String body) {}

    final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final HttpsServer server;
    private final OkHttpClient client;

    private EventGridTopic(HttpsServer server, OkHttpClient client) {
        this.server = server;
        this.client = client;
    }

    static EventGridTopic start(Path folder) throws Exception {
        KeyStore keys = selfMade(folder.resolve("keys.p12"));
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        SSLContext serving = SSLContext.getInstance("TLS");
        serving.init(own.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(serving));
        EventGridTopic topic = new EventGridTopic(server, trusting(keys));
        server.createContext("/api/events", topic::answer);
        server.start();
        return topic;
    }

    private static KeyStore selfMade(Path file) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "topic",
                        "-keyalg",
                        "EC",
                        "-validity",
                        "1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=DNS:localhost,IP:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static OkHttpClient trusting(KeyStore keys) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("topic", keys.getCertificate("topic"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext asking = SSLContext.getInstance("TLS");
        asking.init(null, trust.getTrustManagers(), null);
        return new OkHttpClient.Builder()
                .sslSocketFactory(asking.getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0])
                .build();
    }

    /** Refuses the next requests, as Event Grid does when it is not well. */
    void failNext(int requests) {
        failures.set(requests);
    }

    String endpoint() {
        return "https://127.0.0.1:" + server.getAddress().getPort() + "/api/events";
    }

    OkHttpClient client() {
        return client;
    }

    private void answer(HttpExchange request) throws IOException {
        String key = String.valueOf(request.getRequestHeaders().getFirst("aeg-sas-key"));
        received.add(new Received(
                request.getRequestURI().toString(),
                request.getRequestHeaders().getFirst("Content-Type"),
                key,
                new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        int status = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 503 : key.equals(KEY) ? 200 : 401;
        request.sendResponseHeaders(status, -1);
        request.close();
    }

    @Override
    public void close() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
        server.stop(0);
    }
}
