package io.dropbatch.localazure.batch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.localazure.batch.protocol.filter.FilterType;
import io.dropbatch.localazure.batch.protocol.route.OperationContract;
import io.dropbatch.localazure.batch.protocol.route.OperationContracts;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every property that a list can be filtered on takes values of its own kind and no others. */
class FilterTypesTest {

    private static final String V = RawCalls.VERSION;

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

    @ParameterizedTest
    @MethodSource("properties")
    void a_property_is_compared_with_its_own_kind_only(String path, String property, FilterType type) throws Exception {
        String good = switch (type) {
            case FilterType.Words words -> "'" + words.words().get(0) + "'";
            case FilterType.Plain plain -> value(plain);
        };
        assertThat(filtered(path, property + " eq " + good).statusCode())
                .as(property)
                .isEqualTo(200);
        assertThat(filtered(path, property + " ne " + good).statusCode()).isEqualTo(200);
        for (FilterType.Plain other : FilterType.Plain.values()) {
            boolean same = other == type || (other == FilterType.Plain.TEXT && type instanceof FilterType.Words);
            if (!same) {
                refused(path, property + " eq " + value(other));
            }
        }
        if (type instanceof FilterType.Words words) {
            refused(path, property + " eq 'nonsense'");
            refused(path, property + " ne ''");
            refused(path, property + " gt " + good);
            refused(path, "not (" + property + " eq 'nonsense')");
            refused(
                    path,
                    "startswith(" + property + ", '" + words.words().get(0).substring(0, 2) + "')");
            for (String word : words.words()) {
                assertThat(filtered(path, property + " eq '" + word.toUpperCase(java.util.Locale.ROOT) + "'")
                                .statusCode())
                        .isEqualTo(200);
            }
        } else if (type != FilterType.Plain.TEXT) {
            refused(path, "startswith(" + property + ", 'x')");
        }
    }

    /** What the tables say can be filtered on, for every operation that lists. */
    static Stream<Arguments> properties() {
        return OperationsTableTest.routes().all().stream()
                .filter(route -> route.supported() && route.verb().equals("GET"))
                .flatMap(route -> {
                    OperationContract contract = OperationContracts.of(route.verb(), route.template());
                    return contract == null
                                    || contract.item() == null
                                    || !contract.query().contains("$filter")
                            ? Stream.empty()
                            : contract.item().filterable().entrySet().stream()
                                    .map(property ->
                                            Arguments.of(route.template(), property.getKey(), property.getValue()));
                });
    }

    private static void refused(String path, String filter) throws Exception {
        HttpResponse<String> response = filtered(path, filter);

        assertThat(response.statusCode()).as(filter).isEqualTo(400);
        JsonNode error = new ObjectMapper().readTree(response.body());
        assertThat(error.path("code").asText()).isEqualTo("InvalidQueryParameterValue");
        assertThat(error.path("values").toString()).contains("$filter", "position ");
    }

    private static HttpResponse<String> filtered(String path, String filter) throws Exception {
        return account.calls.get(account.path(path) + "?" + V + "&%24filter="
                + URLEncoder.encode(filter, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    private static String value(FilterType.Plain type) {
        return switch (type) {
            case TEXT -> "'x'";
            case INT -> "3";
            case TIME -> "DateTime'2026-01-01T00:00:00Z'";
            case FLAG -> "true";
        };
    }
}
