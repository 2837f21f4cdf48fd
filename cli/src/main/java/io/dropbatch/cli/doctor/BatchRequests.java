package io.dropbatch.cli.doctor;

import com.azure.core.credential.TokenRequestContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.cli.client.ClientSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Single requests to the Batch account, by its key or by this process's identity.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/authenticate-requests-to-the-azure-batch-service">Authentication</a>
 */
final class BatchRequests {

    private static final String VERSION = "2024-07-01.20.0";
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int HEADERS_BEFORE_OWN = 11;

    private final ClientSettings settings;
    private final Clock clock;
    private final String endpoint;
    private final HttpClient http;

    /** An answer, whatever its status. */
    record Answer(int status, String date, JsonNode body) {

        String code() {
            return body.path("code").asText("");
        }
    }

    BatchRequests(ClientSettings settings, Clock clock, HttpClient http) {
        this.settings = settings;
        this.clock = clock;
        this.http = http;
        this.endpoint = settings.require("AZURE_BATCH_ENDPOINT").replaceAll("/+$", "");
    }

    Answer get(String path, Map<String, String> query) throws IOException, InterruptedException {
        return send("GET", path, query);
    }

    /** Without a body. */
    Answer post(String path) throws IOException, InterruptedException {
        return send("POST", path, Map.of());
    }

    private Answer send(String verb, String path, Map<String, String> query) throws IOException, InterruptedException {
        TreeMap<String, String> parameters = new TreeMap<>(query);
        parameters.put("api-version", VERSION);
        String text = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
        String date = DateTimeFormatter.RFC_1123_DATE_TIME
                .withLocale(Locale.ROOT)
                .format(clock.instant().atZone(ZoneOffset.UTC));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint + path + "?" + text))
                .timeout(LIMIT)
                .header("ocp-date", date)
                .header("Authorization", authorization(verb, date, path, parameters));
        if (verb.equals("POST")) {
            request.POST(HttpRequest.BodyPublishers.noBody());
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(), answer.headers().firstValue("Date").orElse(""), tree(answer.body()));
    }

    private static JsonNode tree(String body) {
        try {
            return new ObjectMapper().readTree(body.isBlank() || !body.strip().startsWith("{") ? "{}" : body);
        } catch (IOException e) {
            return new ObjectMapper().createObjectNode();
        }
    }

    private String authorization(String verb, String date, String path, TreeMap<String, String> query) {
        String key = settings.find("AZURE_BATCH_ACCESS_KEY").orElse("");
        if (key.isEmpty()) {
            TokenRequestContext context =
                    new TokenRequestContext().addScopes(settings.cloud().batchScope());
            return "Bearer "
                    + Objects.requireNonNull(settings.cloud().identity().getTokenSync(context))
                            .getToken();
        }
        String account = settings.require("AZURE_BATCH_ACCOUNT");
        StringBuilder signed = new StringBuilder(verb).append('\n');
        // Of the headers that are signed only the length is sent, and only with a body's verb.
        for (int place = 0; place < HEADERS_BEFORE_OWN; place++) {
            signed.append(place == 2 && verb.equals("POST") ? "0" : "").append('\n');
        }
        signed.append("ocp-date:")
                .append(date)
                .append('\n')
                .append('/')
                .append(account)
                .append(path);
        query.forEach(
                (name, value) -> signed.append('\n').append(name).append(':').append(value));
        return "SharedKey " + account + ":" + mac(key, signed.toString());
    }

    private static String mac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("AZURE_BATCH_ACCESS_KEY is not Base64: copy the account's key whole", e);
        }
    }
}
