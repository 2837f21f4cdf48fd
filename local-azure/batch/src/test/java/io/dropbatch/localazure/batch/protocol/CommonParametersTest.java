package io.dropbatch.localazure.batch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.localazure.batch.protocol.route.ApiRoute;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The headers and query parameters that many operations share do the same on each that documents them. */
class CommonParametersTest {

    private static final String V = RawCalls.VERSION;
    private static final String GUID = "9c4d50ee-2d56-4cd3-8152-34347dc9f2b0";

    @TempDir
    static Path folder;

    static OneOfEach account;

    @BeforeAll
    static void start() throws Exception {
        account = new OneOfEach(folder);
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @Test
    void every_operation_documents_a_timeout_and_the_ids_of_requests() {
        assertThat(ClientOperation.all()).hasSizeGreaterThan(60).allSatisfy(operation -> {
            assertThat(operation.query()).contains("timeout");
            assertThat(operation.headers()).contains("client-request-id", "return-client-request-id");
        });
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_client_gets_its_request_id_back_when_it_asks_for_it(ApiRoute route) throws Exception {
        assertThat(clientId(route, Map.of("client-request-id", GUID, "return-client-request-id", "true")))
                .containsExactly(GUID);
        assertThat(clientId(route, Map.of("client-request-id", GUID, "return-client-request-id", "false")))
                .isEmpty();
        assertThat(clientId(route, Map.of("client-request-id", GUID))).isEmpty();
        assertThat(clientId(route, Map.of("return-client-request-id", "true"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("supported")
    void a_timeout_is_a_number_of_seconds(ApiRoute route) throws Exception {
        for (String good : List.of("1", "30", "31", "600")) {
            assertThat(code(nowhere(route, "&timeout=" + good, Map.of())))
                    .as(good)
                    .doesNotContain("QueryParameter");
        }
        HttpResponse<String> none = nowhere(route, "&timeout=0", Map.of());
        HttpResponse<String> word = nowhere(route, "&timeout=soon", Map.of());

        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(word.statusCode()).isEqualTo(400);
        if (!route.verb().equals("HEAD")) {
            assertThat(code(none)).isEqualTo("OutOfRangeQueryParameterValue");
            assertThat(code(word)).isEqualTo("InvalidQueryParameterValue");
        }
    }

    @ParameterizedTest
    @MethodSource("lists")
    void a_page_has_from_1_to_1000_items(ApiRoute route) throws Exception {
        String path = account.path(route.template()) + "?" + V + "&maxresults=";

        for (String bad : List.of("0", "-1", "1001")) {
            HttpResponse<String> response = account.calls.get(path + bad);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(code(response)).as(bad).isEqualTo("OutOfRangeQueryParameterValue");
            assertThat(response.body()).contains("MinimumAllowed", "MaximumAllowed", "maxresults");
        }
        for (String bad : List.of("many", "1.5", "")) {
            assertThat(code(account.calls.get(path + bad))).as(bad).isEqualTo("InvalidQueryParameterValue");
        }
        assertThat(account.calls.get(path + "1000").statusCode()).isEqualTo(200);
        JsonNode page = tree(account.calls.get(path + "1"));
        assertThat(page.path("value").isArray()).isTrue();
        assertThat(page.path("value").size()).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("singles")
    void what_is_no_list_has_no_pages(ApiRoute route) throws Exception {
        assertThat(code(nowhere(route, "&maxresults=5", Map.of()))).isEqualTo("UnsupportedQueryParameter");
    }

    @Test
    void a_part_of_a_file_is_read_where_the_definition_says_so() throws Exception {
        Set<String> documented = ClientOperation.all().stream()
                .filter(operation -> operation.headers().contains("ocp-range"))
                .map(ClientOperation::name)
                .collect(Collectors.toSet());
        List<ApiRoute> files = supported()
                .filter(route -> route.template().endsWith("/files/{file}"))
                .toList();

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(files.stream()
                        .filter(route -> route.verb().equals("GET"))
                        .map(route -> ClientOperation.nameless(route.name()))
                        .toList());
        for (ApiRoute route : files) {
            String path = account.path(route.template()) + "?" + V;
            if (route.verb().equals("GET")) {
                HttpResponse<String> part = account.calls.send("GET", path, "", Map.of("ocp-range", "bytes=1-3"));
                assertThat(part.statusCode()).isEqualTo(200);
                assertThat(part.body()).isEqualTo("ell");
                assertThat(part.headers().firstValue("Content-Length")).hasValue("3");
            }
            if (route.verb().equals("HEAD")) {
                assertThat(account.calls
                                .send("HEAD", path, "", Map.of("ocp-range", "bytes=1-3"))
                                .headers()
                                .firstValue("Content-Length"))
                        .hasValue("6");
            }
        }
    }

    @Test
    void a_file_is_read_on_conditions_of_time() throws Exception {
        List<ApiRoute> files = supported()
                .filter(route -> ClientOperation.all().stream()
                        .anyMatch(operation -> operation.name().equals(ClientOperation.nameless(route.name()))
                                && operation.headers().contains("If-Modified-Since")
                                && !operation.headers().contains("If-Match")))
                .toList();

        assertThat(files).hasSize(4).allMatch(route -> route.template().endsWith("/files/{file}"));
        for (ApiRoute route : files) {
            assertThat(onCondition(route, "If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"))
                    .isEqualTo(200);
            assertThat(onCondition(route, "If-Modified-Since", "Fri, 31 Dec 2100 23:59:59 GMT"))
                    .isEqualTo(304);
            assertThat(onCondition(route, "If-Unmodified-Since", "Fri, 31 Dec 2100 23:59:59 GMT"))
                    .isEqualTo(200);
            assertThat(onCondition(route, "If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"))
                    .isEqualTo(412);
        }
    }

    private static int onCondition(ApiRoute route, String header, String time) throws Exception {
        return account.calls
                .send(route.verb(), account.path(route.template()) + "?" + V, "", Map.of(header, time))
                .statusCode();
    }

    static Stream<ApiRoute> routes() {
        return OperationsTableTest.routes().all().stream();
    }

    static Stream<ApiRoute> supported() {
        return routes().filter(ApiRoute::supported);
    }

    static Stream<ApiRoute> lists() {
        return supported().filter(CommonParametersTest::isList);
    }

    static Stream<ApiRoute> singles() {
        return supported().filter(route -> !isList(route) && !route.verb().equals("HEAD"));
    }

    private static boolean isList(ApiRoute route) {
        return ClientOperation.all().stream()
                .anyMatch(operation -> operation.name().equals(ClientOperation.nameless(route.name()))
                        && operation.query().contains("maxresults"));
    }

    private static List<String> clientId(ApiRoute route, Map<String, String> headers) throws Exception {
        return nowhere(route, "", headers).headers().allValues("client-request-id");
    }

    /** The operation on things that are not there, so that it changes nothing. */
    private static HttpResponse<String> nowhere(ApiRoute route, String query, Map<String, String> headers)
            throws Exception {
        String path = route.template().replaceAll("\\{[^}]*}", "none");
        return account.calls.send(route.verb(), path + "?" + V + query, "", headers);
    }

    private static String code(HttpResponse<String> response) throws Exception {
        return response.body().isEmpty() ? "" : tree(response).path("code").asText();
    }

    private static JsonNode tree(HttpResponse<String> response) throws Exception {
        return new ObjectMapper().readTree(response.body());
    }
}
