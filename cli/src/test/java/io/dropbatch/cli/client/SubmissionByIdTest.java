package io.dropbatch.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dropbatch.cli.client.find.CancelCommand;
import io.dropbatch.cli.workload.CommandResult;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import io.dropbatch.localazure.storage.StorageTopologyReader;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.DropStatus.State;
import io.dropbatch.model.view.DropKind;
import io.dropbatch.model.view.DropLife;
import io.dropbatch.store.StorageAccount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands find files by themselves, and the jobs that these share, by their ids; a small program stands for results-service. */
class SubmissionByIdTest {

    private static final SubmissionId FILE = new SubmissionId("thumbs-nt2huirgv3h7i6ktsdqu");
    private static final SubmissionId JOB = SubmissionId.rolling("thumbs", "inbox", "1-x");
    private static final SubmissionId NEXT_JOB = SubmissionId.rolling("thumbs", "inbox", "2-x");

    @TempDir
    Path folder;

    private final Map<String, String> answers = new LinkedHashMap<>();
    private StorageServer storage;
    private HttpServer results;

    @BeforeEach
    void start() throws IOException {
        storage = StorageServer.start(StorageOptions.in(folder.resolve("storage"))
                .withTopology(StorageTopologyReader.read(Path.of("..", "deploy", "local", "storage.json"))));
        results = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        results.createContext("/", this::answer);
        results.start();
        configure("RESULTS_URL=http://127.0.0.1:" + results.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        results.stop(0);
        storage.close();
    }

    @Test
    void a_file_in_work_is_cancelled_by_its_id_and_watched_as_the_answer_says() {
        post("thumbs/2026/_status.cat.jpg.json", FILE, State.WAITING);
        knows(FILE, DropKind.FILE, "thumbs/2026/cat.jpg", State.WAITING);
        answers.put("POST /submissions/" + FILE + "/actions/cancel", "The file is being cancelled; it was waiting.\n");

        CommandResult cancelled = run(new CancelCommand(), FILE.value());

        assertThat(cancelled.problem()).isEmpty();
        assertThat(cancelled.lines())
                .containsExactly(
                        "The file is being cancelled; it was waiting. 'dropbatch watch " + FILE + "' shows it.");
        post("thumbs/2026/_status.cat.jpg.json", FILE, State.REJECTED);
        CommandResult watched = run(new WatchCommand(), watchedBy(cancelled), "--json");
        assertThat(watched.problem()).isEmpty();
        assertThat(watched.out()).contains("\"REJECTED\"", FILE.value());
        assertThat(watched.exitCode()).isEqualTo(1);
    }

    @Test
    void the_job_that_files_share_is_cancelled_by_its_id_and_watched_as_the_answer_says() {
        post("thumbs/_status.json", JOB, State.RUNNING);
        answers.put("POST /submissions/" + JOB + "/actions/cancel", "The files of this job are being cancelled.\n");

        CommandResult cancelled = run(new CancelCommand(), JOB.value());

        assertThat(cancelled.problem()).isEmpty();
        assertThat(cancelled.out()).contains("'dropbatch watch " + JOB + "' shows it.");
        post("thumbs/_status.json", JOB, State.READY);
        CommandResult watched = run(new WatchCommand(), watchedBy(cancelled), "--json");
        assertThat(watched.out()).contains("\"READY\"", JOB.value());
        assertThat(watched.exitCode()).isZero();
    }

    @Test
    void a_job_that_another_has_followed_is_watched_by_what_the_service_says() {
        post("thumbs/_status.json", NEXT_JOB, State.RUNNING);
        knows(JOB, DropKind.SHARED_JOB, "thumbs", State.FAILED);

        CommandResult watched = run(new WatchCommand(), JOB.value(), "--json");

        assertThat(watched.problem()).isEmpty();
        assertThat(watched.out()).contains("\"FAILED\"", JOB.value());
        assertThat(watched.exitCode()).isEqualTo(1);
    }

    @Test
    void an_id_that_nobody_knows_is_refused_with_the_latest_drops() {
        post("thumbs/2026/_status.json", NEXT_JOB, State.READY);

        assertThat(run(new CancelCommand(), FILE.value()).problem())
                .isEqualTo("there is no submission '" + FILE + "': the latest of 'thumbs' are 2026");
        assertThat(run(new WatchCommand(), JOB.value()).problem())
                .isEqualTo("there is no submission '" + JOB + "': the latest of 'thumbs' are 2026");
    }

    @Test
    void who_has_not_set_the_address_of_the_service_is_told_to() throws IOException {
        configure("");

        assertThat(run(new WatchCommand(), FILE.value()).problem())
                .isEqualTo("storage tells of no submission '" + FILE + "'; set RESULTS_URL to the address of"
                        + " results-service, so that it is asked");
    }

    private static String watchedBy(CommandResult said) {
        Matcher hint = Pattern.compile("'dropbatch watch ([^']+)'").matcher(said.out());
        assertThat(hint.find()).isTrue();
        return hint.group(1);
    }

    private CommandResult run(Object command, String... words) {
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--home";
        all[words.length + 1] = folder.toString();
        return CommandResult.of(command, all);
    }

    private void configure(String line) throws IOException {
        Files.writeString(
                folder.resolve("local.env"),
                "AZURE_STORAGE_CONNECTION_STRING='" + storage.connectionString() + "'\n" + line + "\n");
    }

    private void post(String path, SubmissionId submission, State state) {
        StorageAccount.connect(storage.connectionString(), null, null)
                .blobs("inbox")
                .write(path, ModelJson.write(Statuses.of(submission, state)), "application/json");
    }

    private void knows(SubmissionId submission, DropKind kind, String name, State state) {
        DropLife life = new DropLife(name, Statuses.of(submission, state), List.of(), List.of(), null, List.of(), kind);
        answers.put("GET /submissions/" + submission, json(life.status()));
        answers.put("GET /submissions/" + submission + "/life", json(life));
    }

    private static String json(Object value) {
        return new String(ModelJson.write(value), UTF_8);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String answer = answers.get(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        byte[] bytes = answer == null ? new byte[0] : answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(answer == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
