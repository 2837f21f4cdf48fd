package io.dropbatch.localazure.batch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each documented limit of a property: its last value is taken, the next is refused and leaves nothing behind. */
class LimitsTest {

    private static final String V = RawCalls.VERSION;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    static Path folder;

    static BatchServer server;
    static RawCalls calls;

    private static final AtomicInteger NAMES = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        server = BatchServer.start(BatchOptions.in(folder));
        calls = new RawCalls(server);
        assertThat(send("POST", "/jobs", "{'id':'j','poolInfo':{'poolId':'none'}}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(send("POST", "/pools", "{'id':'p','vmSize':'standard_d2s_v3'}")
                        .statusCode())
                .isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A path, what stands beside the id in the body with "#" for the value, a last good value, and a bad one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            /pools        | 'vmSize':'a','displayName':'#'                                | a*1024       | a*1025
            /pools        | 'vmSize':'a','taskSlotsPerNode':#                             | 256          | 257
            /pools        | 'vmSize':'a','taskSlotsPerNode':#                             | 1            | 0
            /pools        | 'vmSize':'standard_d2s_v3','taskSlotsPerNode':#               | 8            | 9
            /pools        | 'vmSize':'standard_d3_v2','taskSlotsPerNode':#                | 16           | 17
            /pools        | 'vmSize':'standard_e64-16s_v3','taskSlotsPerNode':#           | 64           | 65
            /pools        | 'vmSize':'standard_m128','taskSlotsPerNode':#                 | 256          | 257
            /pools        | 'vmSize':'a','targetDedicatedNodes':#                         | 0            | -1
            /pools        | 'vmSize':'a','targetLowPriorityNodes':#                       | 0            | -1
            /pools        | 'vmSize':'a','resizeTimeout':'#'                              | PT5M         | PT4M59.999S
            /pools        | 'vmSize':'a','startTask':{'commandLine':'x','maxTaskRetryCount':#} | -1      | -2
            /pools        | 'vmSize':'a','networkConfiguration':{'endpointConfiguration':{'inboundNATPools':[#]}} | nat*5 | nat*6
            /pools        | 'vmSize':'a','networkConfiguration':{'endpointConfiguration':{'inboundNATPools':[{'name':'#','protocol':'tcp','backendPort':80,'frontendPortRangeStart':1,'frontendPortRangeEnd':40}]}} | a*77 | a*78
            /pools        | 'vmSize':'a','networkConfiguration':{'endpointConfiguration':{'inboundNATPools':[{'name':'a','protocol':'tcp','backendPort':#,'frontendPortRangeStart':1,'frontendPortRangeEnd':40}]}} | 65535 | 65536
            /pools        | 'vmSize':'a','networkConfiguration':{'endpointConfiguration':{'inboundNATPools':[{'name':'a','protocol':'tcp','backendPort':#,'frontendPortRangeStart':1,'frontendPortRangeEnd':40}]}} | 23 | 22
            /pools        | 'vmSize':'a','networkConfiguration':{'endpointConfiguration':{'inboundNATPools':[{'name':'a','protocol':'tcp','backendPort':80,'frontendPortRangeStart':49000,'frontendPortRangeEnd':#}]}} | 49999 | 50000
            /pools        | 'vmSize':'a','networkConfiguration':{'endpointConfiguration':{'inboundNATPools':[{'name':'a','protocol':'tcp','backendPort':80,'frontendPortRangeStart':1,'frontendPortRangeEnd':#}]}} | 40 | 39
            /pools        | 'vmSize':'a','upgradePolicy':{'mode':'rolling','rollingUpgradePolicy':{'maxBatchInstancePercent':#}} | 5 | 4
            /jobs         | 'poolInfo':{'poolId':'p'},'displayName':'#'                   | ü*1024       | ü*1025
            /jobs         | 'poolInfo':{'poolId':'p'},'priority':#                        | 1000         | 1001
            /jobs         | 'poolInfo':{'poolId':'p'},'priority':#                        | -1000        | -1001
            /jobs         | 'poolInfo':{'poolId':'p'},'maxParallelTasks':#                | -1           | -2
            /jobs         | 'poolInfo':{'poolId':'p'},'maxParallelTasks':#                | 1            | 0
            /jobs         | 'poolInfo':{'poolId':'p'},'constraints':{'maxTaskRetryCount':#} | -1         | -2
            /jobs         | 'poolInfo':{'poolId':'p'},'constraints':{'maxWallClockTime':'#'} | PT1S      | -PT1S
            /jobs         | 'poolInfo':{'poolId':'p'},'jobManagerTask':{'id':'#','commandLine':'x'} | a*64 | a*65
            /jobs         | 'poolInfo':{'poolId':'p'},'jobManagerTask':{'id':'m','displayName':'#','commandLine':'x'} | a*1024 | a*1025
            /jobs         | 'poolInfo':{'poolId':'p'},'jobPreparationTask':{'id':'#','commandLine':'x'} | a_-*16 | a b
            /jobs         | 'poolInfo':{'poolId':'p'},'jobPreparationTask':{'commandLine':'x'},'jobReleaseTask':{'commandLine':'x','maxWallClockTime':'#'} | PT15M | PT15M0.001S
            /jobs         | 'poolInfo':{'autoPoolSpecification':{'poolLifetimeOption':'job','autoPoolIdPrefix':'#','pool':{'vmSize':'a'}}} | a*20 | a*21
            /jobs         | 'poolInfo':{'autoPoolSpecification':{'poolLifetimeOption':'job','pool':{'vmSize':'standard_d2s_v3','taskSlotsPerNode':#}}} | 8 | 9
            /jobschedules | 'jobSpecification':{'poolInfo':{'poolId':'p'}},'schedule':{'recurrenceInterval':'#'} | PT1M | PT59.9S
            /jobschedules | 'jobSpecification':{'poolInfo':{'poolId':'p'}},'schedule':{'startWindow':'#'} | PT1M | PT59S
            /jobschedules | 'jobSpecification':{'poolInfo':{'poolId':'p'},'priority':#},'schedule':{} | 1000 | 1001
            /jobschedules | 'jobSpecification':{'poolInfo':{'poolId':'p'}},'schedule':{},'displayName':'#' | a*1024 | a*1025
            /jobs/j/tasks | 'commandLine':'x','displayName':'#'                           | a*1024       | a*1025
            /jobs/j/tasks | 'commandLine':'x','constraints':{'maxTaskRetryCount':#}       | -1           | -2
            /jobs/j/tasks | 'commandLine':'x','requiredSlots':#                           | 1            | 0
            /jobs/j/tasks | 'commandLine':'x','multiInstanceSettings':{'coordinationCommandLine':'c','numberOfInstances':#} | 1 | 0
            """)
    void a_value_is_taken_up_to_its_limit(String path, String rest, String good, String bad) throws Exception {
        String taken = name();
        String refused = name();

        HttpResponse<String> accepted = send("POST", path, "{'id':'" + taken + "'," + filled(rest, good) + "}");
        HttpResponse<String> refusal = send("POST", path, "{'id':'" + refused + "'," + filled(rest, bad) + "}");

        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(201);
        assertThat(refusal.statusCode()).as(bad).isEqualTo(400);
        JsonNode error = MAPPER.readTree(refusal.body());
        assertThat(error.path("code").asText())
                .isEqualTo(rest.contains("'priority'") ? "OutOfRangePriority" : "InvalidPropertyValue");
        assertThat(value(error, "PropertyName")).isNotEmpty();
        assertThat(value(error, "Reason")).isNotEmpty();
        assertThat(calls.get(path + "/" + refused + "?" + V).statusCode()).isEqualTo(404);
        clear(path, taken);
    }

    @ParameterizedTest
    @CsvSource({"/pools, 'vmSize':'a'", "/jobs, 'poolInfo':{'poolId':'p'}", "/jobs/j/tasks, 'commandLine':'x'"})
    void an_id_has_up_to_64_of_certain_characters(String path, String rest) throws Exception {
        String longest = "-_aZ".repeat(16);

        assertThat(send("POST", path, "{'id':'" + longest + "'," + rest + "}").statusCode())
                .isEqualTo(201);
        for (String bad : new String[] {longest + "a", "", "a b", "a.b", "ü", "a/b", "a:b"}) {
            HttpResponse<String> refusal = send("POST", path, "{'id':'" + bad + "'," + rest + "}");

            assertThat(refusal.statusCode()).as(bad).isEqualTo(400);
            assertThat(value(MAPPER.readTree(refusal.body()), "PropertyName")).isEqualTo("id");
        }
        clear(path, longest);
    }

    /** A call, a body with "#" for the value, a last good value and its status, and a bad value and its code. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            POST /pools/p/resize           | {'targetDedicatedNodes':0,'resizeTimeout':'#'} | PT5M | 202 | PT4M59S | InvalidPropertyValue
            POST /pools/p/resize           | {'targetDedicatedNodes':#}      | 0           | 202 | -1            | InvalidPropertyValue
            POST /pools/p/removenodes      | {'nodeList':[#]}                | n*100     | 404 | n*101       | InvalidPropertyValue
            POST /pools/p/removenodes      | {'nodeList':[#]}                | n*1       | 404 | ""            | InvalidPropertyValue
            POST /pools/p/removenodes      | {'nodeList':['n'],'resizeTimeout':'#'} | PT5M | 404 | PT1M          | InvalidPropertyValue
            POST /pools/q/enableautoscale  | {'autoScaleFormula':'x=1;','autoScaleEvaluationInterval':'#'} | PT5M | 404 | PT299S | InvalidPropertyValue
            POST /pools/q/enableautoscale  | {'autoScaleFormula':'x=1;','autoScaleEvaluationInterval':'#'} | P7D | 404 | P7DT0.1S | InvalidPropertyValue
            POST /pools/q/enableautoscale  | {'autoScaleFormula':'#'}        | a*8192      | 404 | a*8193        | AutoScaleFormulaTooLong
            POST /pools/q/evaluateautoscale | {'autoScaleFormula':'#'}       | a*8192      | 404 | a*8193        | AutoScaleFormulaTooLong
            PATCH /pools/p                 | {'taskSlotsPerNode':#}          | 8           | 200 | 9             | InvalidPropertyValue
            PATCH /pools/p                 | {'taskSlotsPerNode':4,'vmSize':'#'} | standard_d1_v2 | 200 | standard_e1-0_v9      | -
            PATCH /pools/p                 | {'applicationPackageReferences':[#]} | app*10 | 409 | app*11        | InvalidPropertyValue
            POST /pools                    | {'id':'x','vmSize':'a','applicationPackageReferences':[#]} | app*10 | 409 | app*11 | InvalidPropertyValue
            POST /pools                    | {'id':'x','vmSize':'a','mountConfiguration':[#]} | nfs*10 | 501 | nfs*11  | InvalidPropertyValue
            PATCH /jobs/j                  | {'priority':#}                  | 1000        | 200 | 1001          | OutOfRangePriority
            PATCH /jobs/j                  | {'maxParallelTasks':#}          | -1          | 200 | 0             | InvalidPropertyValue
            PUT /jobs/j                    | {'poolInfo':{'poolId':'none'},'priority':#} | -1000 | 200 | -1001   | OutOfRangePriority
            POST /jobs/j/addtaskcollection | {'value':[#]}                   | task*100    | 200 | task*101      | InvalidPropertyValue
            POST /jobs/j/addtaskcollection | {'value':[#]}                   | task*1      | 200 | ""            | InvalidPropertyValue
            POST /jobs                     | {'id':'y','poolInfo':{'poolId':'p'},'jobManagerTask':{'id':'m','commandLine':'x','userIdentity':{#}}} | 'username':'u' | 201 | 'username':'u','autoUser':{} | InvalidPropertyValue
            POST /jobs/j/tasks             | {'id':'i','commandLine':'x','userIdentity':{#}} | 'autoUser':{} | 201 | "" | InvalidPropertyValue
            """)
    void a_change_is_taken_up_to_its_limit(String call, String body, String good, int status, String bad, String code)
            throws Exception {
        String[] operation = call.split(" ");

        HttpResponse<String> accepted = send(operation[0], operation[1], filled(body, good));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(status);
        if (code.equals("-")) {
            return;
        }
        HttpResponse<String> refusal = send(operation[0], operation[1], filled(body, bad));

        assertThat(refusal.statusCode()).as(bad).isEqualTo(400);
        assertThat(MAPPER.readTree(refusal.body()).path("code").asText()).isEqualTo(code);
    }

    @Test
    void one_task_of_a_collection_beyond_a_limit_is_refused_alone() throws Exception {
        HttpResponse<String> response = send(
                "POST",
                "/jobs/j/addtaskcollection",
                "{'value':[{'id':'long','commandLine':'x','displayName':'" + "a".repeat(1025)
                        + "'},{'id':'short','commandLine':'x'}]}");

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode results = MAPPER.readTree(response.body()).path("value");
        assertThat(results.findValuesAsText("status")).containsExactly("clienterror", "Success");
        assertThat(value(results.path(0).path("error"), "PropertyName")).isEqualTo("value[0].displayName");
        assertThat(calls.get("/jobs/j/tasks/long?" + V).statusCode()).isEqualTo(404);
    }

    private static String name() {
        return "n" + NAMES.incrementAndGet();
    }

    /** What was made must not fill the account's quotas. */
    private static void clear(String path, String id) throws Exception {
        calls.send("DELETE", path + "/" + id + "?" + V, "", Map.of());
    }

    private static String filled(String template, String value) {
        int star = value.lastIndexOf('*');
        return template.replace(
                "#",
                star < 0 ? value : repeated(value.substring(0, star), Integer.parseInt(value.substring(star + 1))));
    }

    private static String repeated(String what, int times) {
        return switch (what) {
            case "app" -> list("{'applicationId':'a'}", times);
            case "n" -> list("'n'", times);
            case "nfs" -> list("{'nfsMountConfiguration':{'source':'s','relativeMountPath':'m'}}", times);
            case "nat" ->
                numbered(
                        "{'name':'n%1$d','protocol':'tcp','backendPort':8%1$d,"
                                + "'frontendPortRangeStart':1%1$d00,'frontendPortRangeEnd':1%1$d99}",
                        times);
            case "task" -> numbered("{'id':'of-" + times + "-%d','commandLine':'x'}", times);
            default -> what.repeat(times);
        };
    }

    private static String list(String item, int times) {
        return String.join(",", Collections.nCopies(times, item));
    }

    private static String numbered(String item, int times) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < times; i++) {
            list.append(i == 0 ? "" : ",").append(item.formatted(i));
        }
        return list.toString();
    }

    private static HttpResponse<String> send(String verb, String path, String body) throws Exception {
        return calls.send(verb, path + "?" + V, body.replace('\'', '"'), Map.of());
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
