package io.dropbatch.localazure.batch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and queries are taken to the letter of the REST definition. */
class StrictQueryTest {

    private static final String V = RawCalls.VERSION;

    @TempDir
    static Path folder;

    static BatchServer server;
    static RawCalls calls;

    @BeforeAll
    static void start() throws Exception {
        server = BatchServer.start(BatchOptions.in(folder));
        calls = new RawCalls(server);
        calls.send("POST", "/jobs?" + V, "{\"id\":\"j\",\"poolInfo\":{\"poolId\":\"p\"}}", Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "maxresults=0, OutOfRangeQueryParameterValue",
        "maxresults=1001, OutOfRangeQueryParameterValue",
        "maxresults=-1, OutOfRangeQueryParameterValue",
        "maxresults=many, InvalidQueryParameterValue",
        "maxresults=, InvalidQueryParameterValue",
        "timeout=soon, InvalidQueryParameterValue",
        "timeout=0, OutOfRangeQueryParameterValue",
        "$orderby=id, UnsupportedQueryParameter",
        "colour=red, UnsupportedQueryParameter",
        "$expand=tasks, InvalidQueryParameterValue",
        "$skiptoken=%2F%2F%2F, InvalidQueryParameterValue"
    })
    void a_parameter_that_azure_would_refuse_is_refused(String parameter, String code) throws Exception {
        refused("/jobs/j/tasks?" + V + "&" + parameter, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxresults=1000", "timeout=30", "timeout=600", "$expand=stats", "%24select=id,%20state"})
    void a_parameter_that_azure_takes_is_taken(String parameter) throws Exception {
        assertThat(calls.get("/jobs?" + V + "&" + parameter).statusCode()).isEqualTo(200);
    }

    @Test
    void a_parameter_given_twice_is_refused() throws Exception {
        HttpResponse<String> response = calls.unsigned("/jobs?" + V + "&maxresults=5&MaxResults=6", Map.of());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("InvalidQueryParameterValue", "twice");
    }

    @ParameterizedTest
    @CsvSource({"id", "'id,'", "'id,,state'", "colour", "executionInfo/exitCode", "'*'"})
    void only_properties_can_be_selected(String select) throws Exception {
        String path = "/jobs/j/tasks?" + V + "&%24select=" + encoded(select);
        if (select.equals("id")) {
            assertThat(calls.get(path).statusCode()).isEqualTo(200);
        } else {
            refused(path, "InvalidQueryParameterValue");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "colour eq 'red' | 0",
                "state eq 5 | 0",
                "state eq 'active' and stateTransitionTime gt '2026-01-01' | 22",
                "executionInfo/exitCode eq 'none' | 0",
                "id eq 'x' or startswith(creationTime, 'x') | 24",
                "state is 'active' | 8",
                "state eq 'active | 10",
                "(id eq 'x' | 10",
                "state eq | 8",
                "stateTransitionTime gt DateTime'soon' | 37",
                "commandLine eq 'x' | 0"
            })
    void a_filter_that_cannot_be_meant_is_refused_with_the_place(String filter, int position) throws Exception {
        HttpResponse<String> response =
                refused("/jobs/j/tasks?" + V + "&%24filter=" + encoded(filter.strip()), "InvalidQueryParameterValue");

        assertThat(response.body()).contains("position " + position);
    }

    @ParameterizedTest
    @CsvSource({
        "api-version=2019-08-01.10.0, UnsupportedRequestVersion",
        "api-version=2025-06-01, UnsupportedRequestVersion",
        "api-version=2030-01-01.1.0, UnsupportedRequestVersion",
        "api-version=2024-07-01.99.0, UnsupportedRequestVersion",
        "api-version=latest, InvalidQueryParameterValue",
        "api-version=, InvalidQueryParameterValue",
        "timeout=30, MissingRequiredQueryParameter"
    })
    void a_version_that_is_not_spoken_is_refused(String query, String code) throws Exception {
        refused("/jobs?" + query, code);
    }

    @Test
    void routes_and_verbs_that_do_not_exist_say_so() throws Exception {
        assertThat(calls.get("/nothing?" + V).statusCode()).isEqualTo(404);
        assertThat(calls.get("/?" + V).body()).contains("ResourceNotFound");
        assertThat(calls.send("PUT", "/pools?" + V, "", Map.of()).body()).contains("UnsupportedHttpVerb");
        assertThat(calls.send("BREW", "/pools?" + V, "", Map.of()).body()).contains("InvalidHttpVerb");
        HttpResponse<String> head = calls.send("HEAD", "/jobs/j?" + V, "", Map.of());
        assertThat(head.statusCode()).isEqualTo(405);
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "%0A", "%2e%2e", "..%2f..%2fetc", "%FF%FE", "%C0%AF", "a b", "%zz", "a+b", "%", "ü"})
    void a_hostile_id_is_no_id(String id) throws Exception {
        String path =
                "/jobs/" + id.replace("%zz", "%25zz").replaceAll("%$", "%25").replace(" ", "%20");

        HttpResponse<String> response = calls.get(path + "?" + V);

        assertThat(response.statusCode()).as(path).isBetween(400, 404);
        assertThat(response.body()).contains("\"code\"");
    }

    private static HttpResponse<String> refused(String path, String code) throws Exception {
        HttpResponse<String> response = calls.get(path);

        assertThat(response.statusCode()).as(path).isEqualTo(400);
        assertThat(new ObjectMapper().readTree(response.body()).path("code").asText())
                .as(path)
                .isEqualTo(code);
        return response;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
