package io.dropbatch.localazure.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.batch.protocol.models.PoolAddParameter;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The pages for people, also when tasks, commands and files are named by somebody malicious. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageTest {

    private static final String SCRIPT = "<script>alert(1)</script>";

    private final HttpClient http = HttpClient.newHttpClient();
    private LocalAccount local;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        local = new LocalAccount(folder, options -> options.withQuotas(100_000, 100));
        local.pool("p", 2, 2);
        local.job("j", "p");
        local.run(
                "j",
                LocalAccount.aTask("good", "/bin/echo \"" + SCRIPT + " said so\""),
                LocalAccount.aTask("bad", "/bin/false"),
                LocalAccount.aTask(
                        "files",
                        "/bin/sh -c 'mkdir -p \"d & <i>\"; echo in > \"d & <i>/a?b#c%2F.txt\";"
                                + " ln -s /etc/passwd way-out; ln -s / root; ln -s \"d & <i>\" within'"));
        local.completed("j", "good");
        local.completed("j", "bad");
        local.completed("j", "files");
    }

    @AfterAll
    void stop() {
        local.close();
    }

    @Test
    void leads_from_the_address_alone_to_the_first_page() throws Exception {
        HttpResponse<String> answer = send("/");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/_ui/");
    }

    @Test
    void shows_pools_and_jobs_with_their_progress() throws Exception {
        String page = page("/_ui/");

        assertThat(page).contains("<a href=\"/_ui/pools/p\">p</a>").contains("<a href=\"/_ui/jobs/j\">j</a>");
        assertThat(page).contains("0 active · 0 running · 2 succeeded · 1 failed");
    }

    @Test
    void shows_what_was_made_to_go_wrong() throws Exception {
        local.fault("{\"failDownload\": {\"job\": \"<b>\", \"count\": 2}}");

        assertThat(page("/_ui/")).contains("failDownload").contains("job &lt;b&gt;");

        local.faults("DELETE", "", "");
        assertThat(page("/_ui/")).doesNotContain("failDownload");
    }

    @Test
    void lets_the_browser_load_and_run_nothing_from_elsewhere() throws Exception {
        HttpResponse<String> answer = send("/_ui/");

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.body())
                .doesNotContain("style=")
                .doesNotContain("onclick")
                .doesNotContain("//www");
        for (String asset : new String[] {"page.css", "page.js", "icon.svg"}) {
            assertThat(send("/_ui/" + asset).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shows_a_task_with_its_command_end_and_log_without_running_what_they_say() throws Exception {
        String page = page("/_ui/jobs/j/tasks/good");

        assertThat(page).contains("succeeded").contains("&lt;script&gt;alert(1)&lt;/script&gt; said so");
        assertThat(page).doesNotContain(SCRIPT);
    }

    @Test
    void says_why_a_task_failed() throws Exception {
        assertThat(page("/_ui/jobs/j/tasks/bad")).contains("FailureExitCode").contains("<dt>exit code</dt><dd>1</dd>");
    }

    @Test
    void finds_files_with_strange_names() throws Exception {
        String page = page("/_ui/jobs/j/tasks/files");

        assertThat(page).contains("wd/d &amp; &lt;i&gt;/a?b#c%2F.txt");
        assertThat(page("/_ui/jobs/j/tasks/files/files/wd/d%20%26%20%3Ci%3E/a%3Fb%23c%252F.txt"))
                .contains("in\n</pre>");
    }

    @Test
    void follows_no_link_out_of_a_tasks_folder_whoever_looks() throws Exception {
        String files = "/_ui/jobs/j/tasks/files/files/";

        assertThat(send(files + "wd/way-out").statusCode()).isEqualTo(404);
        assertThat(send(files + "wd/root/etc/passwd").statusCode()).isEqualTo(404);
        assertThat(send(files + "..%2F..%2F..%2F..%2Fetc%2Fpasswd").statusCode())
                .isEqualTo(404);
        assertThat(send(files + "%2Fetc%2Fpasswd").statusCode()).isEqualTo(404);
        assertThat(send(files + "wd").statusCode()).isEqualTo(404);
        assertThat(send(files + "wd/within/a%3Fb%23c%252F.txt").statusCode()).isEqualTo(200);
    }

    @Test
    void shows_a_pool_of_ten_thousand_nodes_in_a_light_page() throws Exception {
        PoolAddParameter pool = LocalAccount.aPool("wide").withTargetDedicatedNodes(10_000);
        local.client.poolOperations().createPool(pool);
        Await.until("the map has all nodes", () -> page("/_ui/pools/wide").contains("data-count=\"10000\""));

        String page = page("/_ui/pools/wide?from=9950");

        assertThat(page.length()).isLessThan(400_000);
        assertThat(page).contains("9951–10000 of 10000");
        HttpResponse<String> last = send("/_ui/pools/wide/nodes?at=9999");
        assertThat(last.statusCode()).isEqualTo(302);
        assertThat(page(last.headers().firstValue("Location").orElseThrow())).contains("dedicated");
    }

    @Test
    void shows_a_job_a_page_at_a_time_and_by_state() throws Exception {
        local.job("long", "p");
        local.client
                .jobOperations()
                .disableJob("long", com.microsoft.azure.batch.protocol.models.DisableJobOption.WAIT);
        local.run(
                "long",
                IntStream.range(0, 60)
                        .mapToObj(i -> LocalAccount.aTask("t%02d".formatted(i), "/bin/true"))
                        .toArray(com.microsoft.azure.batch.protocol.models.TaskAddParameter[]::new));

        String first = page("/_ui/jobs/long");

        assertThat(first).contains(">t00<").contains(">t49<").doesNotContain(">t50<");
        assertThat(first).contains("/_ui/jobs/long?show=all&amp;after=t49");
        assertThat(page("/_ui/jobs/long?show=all&after=t49")).contains(">t59<").doesNotContain(">t49<");
        assertThat(page("/_ui/jobs/j?show=failed")).contains(">bad<").doesNotContain(">good<");
    }

    @Test
    void answers_any_address_with_a_page_or_a_refusal() throws Exception {
        String[] parts = {
            "pools",
            "p",
            "jobs",
            "j",
            "tasks",
            "files",
            "nodes",
            "wd",
            "stdout.txt",
            "..",
            ".",
            "%2e%2e",
            "%2F",
            "%00",
            "%5C",
            "way-out",
            "root",
            "etc",
            "passwd",
            "%F0%9F%98%80",
            "%C3",
            "%",
            "a".repeat(300),
            "*",
            "?at=-1",
            "?from=9999999999",
            "?after=%00",
            "?show=%3Cb%3E",
            "",
            "good",
            "within",
            "%0d%0a",
            "~",
            ":",
            "page.css"
        };
        Random random = new Random(20261122);
        for (int i = 0; i < 400; i++) {
            StringBuilder path = new StringBuilder("/_ui");
            if (random.nextBoolean()) {
                path.append("/jobs/j/tasks/files/files/wd");
            }
            for (int part = random.nextInt(8); part >= 0; part--) {
                path.append('/').append(parts[random.nextInt(parts.length)]);
            }
            String answer = raw(path.toString());

            assertThat(answer).as(path.toString()).containsPattern("^HTTP/1.1 (200|302|400|404) ");
            assertThat(answer).as(path.toString()).doesNotContain("root:x:0").doesNotContain("Location: http");
        }
    }

    @Test
    void says_what_does_not_exist() throws Exception {
        for (String path : new String[] {
            "/_ui/pools/none",
            "/_ui/jobs/none",
            "/_ui/jobs/j/tasks/none",
            "/_ui/pools/p/nodes/none",
            "/_ui/what",
            "/_ui/jobs/j/tasks/good/files",
            "/_ui/jobs/j/tasks/good/files/none",
            "/_ui/jobs/j/what/good",
            "/_ui/pools/p/what/x"
        }) {
            HttpResponse<String> answer = send(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).as(path).contains("There ");
        }
        assertThat(send("/_ui/jobs/%00").statusCode()).isEqualTo(400);
        assertThat(send("/_ui/jobs/" + "x".repeat(10_000)).statusCode()).isIn(400, 404);
        assertThat(send("/_ui/jobs/%3Cscript%3E").body()).doesNotContain("<script>alert");
    }

    private String raw(String path) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", local.server.endpoint().getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String page(String path) throws Exception {
        HttpResponse<String> answer = send(path);
        assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> send(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(local.server.endpoint() + path))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
