package io.dropbatch.cli.client.find;

import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.ReadableNumbers;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.id.SubmissionId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks results-service, whose address is {@code RESULTS_URL}; with the token in {@code DROPBATCH_TOKEN} if there is one. */
public final class ResultsApi implements AutoCloseable {

    private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int LONGEST_WORDS = 500;

    private final URI address;
    private final @Nullable String token;
    private final HttpClient client;

    private ResultsApi(URI address, @Nullable String token) {
        this.address = address;
        this.token = token;
        this.client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** @throws CliException when nobody knows the service's address */
    public static ResultsApi connect(ClientSettings settings) {
        String address = settings.find("RESULTS_URL")
                .orElseThrow(() -> new CliException("RESULTS_URL is not set: start the local system with"
                        + " './dropbatch up', or set it to the address of results-service"));
        return new ResultsApi(root(address), settings.find("DROPBATCH_TOKEN").orElse(null));
    }

    private static URI root(String address) {
        try {
            URI root = URI.create(address.endsWith("/") ? address : address + "/");
            if (root.getHost() != null && String.valueOf(root.getScheme()).matches("https?")) {
                return root;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw CliException.wrongUse("RESULTS_URL is no address: give one such as https://dropbatch.example.org");
    }

    /** An answer with where the next page is, if there is one. */
    public record Page<T>(T values, @Nullable String next) {}

    /** @param path below the service's address, without a slash at its beginning */
    public <T> Page<T> page(String path, Class<T> type) {
        HttpResponse<byte[]> answer = send(request(path).GET().build());
        expect(answer, path);
        return new Page<>(read(answer.body(), type), next(answer));
    }

    /** How many entries of a list were handed on, and whether it has more. */
    record Listed(long entries, boolean more) {}

    /**
     * Hands on the entries of a list, page by page.
     *
     * @param path of the first page
     * @param most how many entries at most
     */
    <T> Listed list(String path, Class<T[]> type, long most, Consumer<T> reader) {
        long entries = 0;
        @Nullable String next = path;
        while (next != null && entries < most) {
            Page<T[]> page = page(next, type);
            for (T entry : page.values()) {
                if (entries == most) {
                    return new Listed(entries, true);
                }
                reader.accept(entry);
                entries++;
            }
            next = page.next();
        }
        return new Listed(entries, next != null);
    }

    /** The answer as it is. */
    public byte[] bytes(String path) {
        HttpResponse<byte[]> answer = send(request(path).GET().build());
        expect(answer, path);
        return answer.body();
    }

    public <T> T get(String path, Class<T> type) {
        return page(path, type).values();
    }

    /** Empty when there is no such thing. */
    <T> Optional<T> find(String path, Class<T> type) {
        HttpResponse<byte[]> answer = send(request(path).GET().build());
        if (answer.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        expect(answer, path);
        return Optional.of(read(answer.body(), type));
    }

    /** The address of a submission, relative to that of the service. */
    static String path(SubmissionId submission) {
        return "submissions/" + submission;
    }

    /** Some bytes of a text that grows; empty when there is none yet. */
    record TextPart(byte[] bytes, long from, long all) {}

    /** @param range as HTTP has it: {@code bytes=0-99}, or {@code bytes=-100} for the last ones */
    Optional<TextPart> part(String path, String range) {
        HttpResponse<byte[]> answer =
                send(request(path).header("Range", range).GET().build());
        if (answer.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        if (answer.statusCode() == HttpStatusCodes.RANGE_NOT_SATISFIABLE) {
            return Optional.of(new TextPart(new byte[0], 0, 0));
        }
        expect(answer, path);
        Matcher place = Pattern.compile("bytes ([0-9]+)-[0-9]+/([0-9]+)")
                .matcher(answer.headers().firstValue("Content-Range").orElse(""));
        return Optional.of(
                place.matches()
                        ? new TextPart(answer.body(), Long.parseLong(place.group(1)), Long.parseLong(place.group(2)))
                        : new TextPart(answer.body(), 0, answer.body().length));
    }

    /** Codes that mean something here. */
    private static final class HttpStatusCodes {

        static final int UNAUTHORIZED = 401;
        static final int FORBIDDEN = 403;
        static final int RANGE_NOT_SATISFIABLE = 416;
    }

    /** Asks for a change; the answer's words are for a person. */
    public String change(String path, String json) {
        HttpResponse<byte[]> answer = send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
        expect(answer, path);
        return words(answer);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(below(path)).timeout(LIMIT).header("User-Agent", "dropbatch");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** The token is for this service alone, whatever its answers link to. */
    private URI below(String path) {
        URI asked = address.resolve(path.startsWith("/") ? path.substring(1) : path);
        if (!asked.toString().startsWith(address.toString())) {
            throw new CliException("what answers at RESULTS_URL is not this version's results-service");
        }
        return asked;
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new CliException(
                    "results-service does not answer at " + address + ": './dropbatch status' shows what runs here");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException("interrupted");
        }
    }

    private static void expect(HttpResponse<byte[]> answer, String path) {
        switch (answer.statusCode()) {
            case OK, 202, 206 -> {}
            case HttpStatusCodes.UNAUTHORIZED ->
                throw new CliException("results-service wants to know who asks: put a token into DROPBATCH_TOKEN");
            case HttpStatusCodes.FORBIDDEN -> throw new CliException("you may not do that: " + words(answer));
            case NOT_FOUND ->
                throw CliException.wrongUse(
                        words(answer).isEmpty()
                                ? "results-service knows of no such drop (it forgets drops 30 days after their end)"
                                : words(answer));
            case 400, 409 -> throw CliException.wrongUse(words(answer));
            default -> throw new CliException("results-service answered " + answer.statusCode() + " to " + path);
        }
    }

    private static <T> T read(byte[] body, Class<T> type) {
        try {
            return ModelJson.read(body, type);
        } catch (UnreadableException e) {
            throw new CliException("what answers at RESULTS_URL is not this version's results-service");
        }
    }

    private static String words(HttpResponse<byte[]> answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8).strip();
        String head = text.length() > LONGEST_WORDS ? text.substring(0, LONGEST_WORDS) + "…" : text;
        return ReadableNumbers.printable(head);
    }

    private @Nullable String next(HttpResponse<byte[]> answer) {
        return answer.headers()
                .firstValue("Link")
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .map(link -> link.group(1))
                .orElse(null);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
