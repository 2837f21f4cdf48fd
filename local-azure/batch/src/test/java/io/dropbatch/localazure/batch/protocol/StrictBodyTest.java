package io.dropbatch.localazure.batch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies are taken to the letter of the REST definition. */
class StrictBodyTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String JOB = "'id':'j1','poolInfo':{'poolId':'p'}";

    @TempDir
    static Path folder;

    static BatchServer server;
    static RawCalls calls;

    @BeforeAll
    static void start() throws Exception {
        server = BatchServer.start(BatchOptions.in(folder));
        calls = new RawCalls(server);
        assertThat(post("/jobs", "{'id':'open','poolInfo':{'poolId':'p'}}").statusCode())
                .isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void an_unknown_property_is_refused_with_its_type_and_place() throws Exception {
        HttpResponse<String> response =
                post("/jobs", "{" + JOB + ",\n 'constraints':{'maxTaskRetryCount':1,'maxRetries':2}}");

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = MAPPER.readTree(response.body());
        assertThat(error.path("code").asText()).isEqualTo("InvalidRequestBody");
        assertThat(value(error, "Reason"))
                .isEqualTo("The property 'maxRetries' does not exist on type"
                        + " 'Microsoft.Azure.Batch.Protocol.Entities.JobConstraints'."
                        + " Make sure to only use property names that are defined by the type.");
        assertThat(value(error, "Position")).isEqualTo("line 2, column 39");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'state':'active'}",
                "{'displayName':5}",
                "{'displayName':['x']}",
                "{'priority':'5'}",
                "{'priority':1.5}",
                "{'priority':3000000000}",
                "{'usesTaskDependencies':'true'}",
                "{'constraints':[]}",
                "{'constraints':'PT1H'}",
                "{'metadata':{'a':'b'}}",
                "{'metadata':[null]}",
                "{'metadata':[{'name':'a','value':'b','x':1}]}",
                "{'displayName':'\\ud800'}",
                "{'jobManagerTask':{'id':'m','commandLine':'c','dependsOn':{}}}"
            })
    void what_is_of_another_kind_is_no_valid_body(String more) throws Exception {
        refusedBody("{" + JOB + "," + more.substring(1), "InvalidRequestBody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{'id':'j1'}", "{'poolInfo':{'poolId':'p'}}"})
    void what_is_required_must_be_there(String body) throws Exception {
        refusedBody(body, "MissingRequiredProperty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'onAllTasksComplete':'celebrate'}",
                "{'onTaskFailure':'panic'}",
                "{'constraints':{'maxWallClockTime':'an hour'}}",
                "{'constraints':{'maxTaskRetryCount':-2}}",
                "{'metadata':[{'name':'a','value':'b'}],'maxParallelTasks':-2}"
            })
    void a_value_out_of_its_range_names_its_property(String more) throws Exception {
        HttpResponse<String> response = post("/jobs", "{" + JOB + "," + more.substring(1));

        JsonNode error = MAPPER.readTree(response.body());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error.path("code").asText()).isEqualTo("InvalidPropertyValue");
        assertThat(value(error, "PropertyName")).isNotEmpty();
        assertThat(value(error, "Reason")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{ | Unexpected end-of-input",
                "{'a' | Unexpected end-of-input",
                "{'id':'x',} | double-quote",
                "{'id':'x'} {} | The end of the body",
                "{'id':'x','id':'y'} | Duplicate",
                "{\"id\":tru} | Unrecognized token",
                "[] | StartObject",
                "7 | StartObject",
                "null | StartObject"
            })
    void what_is_not_json_is_refused_with_the_place(String body, String reason) throws Exception {
        HttpResponse<String> response = post("/jobs", body);

        JsonNode error = MAPPER.readTree(response.body());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error.path("code").asText()).isEqualTo("InvalidRequestBody");
        assertThat(value(error, "Reason")).contains(reason);
        assertThat(value(error, "Position")).startsWith("line 1, column ");
    }

    @Test
    void one_unreadable_task_spoils_a_collection_and_one_bad_task_does_not() throws Exception {
        HttpResponse<String> unreadable = post(
                "/jobs/open/addtaskcollection",
                "{'value':[{'id':'a','commandLine':'x'},{'id':'b','commandLine':'x','retries':1}]}");
        HttpResponse<String> bad = post(
                "/jobs/open/addtaskcollection",
                "{'value':[{'id':'a','commandLine':'x'},{'id':'b','commandLine':'x',"
                        + "'userIdentity':{'autoUser':{'scope':'galaxy'}}}]}");

        assertThat(unreadable.statusCode()).isEqualTo(400);
        assertThat(calls.get("/jobs/open/tasks/b?" + RawCalls.VERSION).statusCode())
                .isEqualTo(404);
        assertThat(bad.statusCode()).isEqualTo(200);
        assertThat(MAPPER.readTree(bad.body()).path("value").findValuesAsText("status"))
                .containsExactly("Success", "clienterror");
        assertThat(bad.body()).contains("userIdentity.autoUser.scope");
    }

    @Test
    void metadata_of_odata_is_passed_over() throws Exception {
        assertThat(post(
                                "/jobs/open/tasks",
                                "{'odata.metadata':'http://x/$metadata#tasks/@Element','id':'o','commandLine':'x',"
                                        + "'displayName':null}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void an_operation_without_a_body_takes_none() throws Exception {
        assertThat(post("/jobs/open/enable", "{'now':true}").statusCode()).isEqualTo(400);
        assertThat(post("/jobs/open/enable", "{}").statusCode()).isEqualTo(202);
        assertThat(calls.send("DELETE", "/jobs/none?" + RawCalls.VERSION, "{}", Map.of())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void another_content_type_is_refused() throws Exception {
        HttpResponse<String> response = calls.send(
                "POST",
                "/jobs?" + RawCalls.VERSION,
                ("{" + JOB + "}").replace('\'', '"'),
                Map.of("Content-Type", "application/xml"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("InvalidHeaderValue", "Content-Type");
    }

    private static void refusedBody(String body, String code) throws Exception {
        HttpResponse<String> response = post("/jobs", body);

        assertThat(response.statusCode()).as(body).isEqualTo(400);
        assertThat(MAPPER.readTree(response.body()).path("code").asText())
                .as(body)
                .isEqualTo(code);
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return calls.send(
                "POST",
                path + "?" + RawCalls.VERSION,
                body.replace('\'', '"'),
                Map.of("Content-Type", "application/json; odata=minimalmetadata"));
    }

    private static String value(JsonNode error, String key) {
        for (JsonNode pair : error.path("values")) {
            if (pair.path("key").asText().equals(key)) {
                return pair.path("value").asText();
            }
        }
        return "";
    }
}
