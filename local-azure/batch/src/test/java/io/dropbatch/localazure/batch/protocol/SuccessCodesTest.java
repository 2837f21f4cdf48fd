package io.dropbatch.localazure.batch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.localazure.batch.Await;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.localazure.batch.protocol.call.PathSegments;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each operation's only success code, since clients take any other for an error; in an order in which they can be. */
class SuccessCodesTest {

    private static final String V = RawCalls.VERSION;

    /** Verb, path, success code, body; an operation that is not supported answers 501 instead. */
    private static final String OPERATIONS = """
            GET /supportedimages 200
            GET /certificates 200
            POST /certificates 201
            GET /certificates/sha1 404
            DELETE /certificates/sha1 404
            POST /certificates/sha1/canceldelete 404
            GET /applications 200
            GET /applications/none 404
            GET /poolusagemetrics 200
            GET /lifetimepoolstats 200
            GET /lifetimejobstats 200
            POST /pools 201 {"id":"p","vmSize":"a1","targetDedicatedNodes":1}
            POST /pools 201 {"id":"two","vmSize":"a1","targetDedicatedNodes":1}
            GET /pools 200
            GET /pools/p 200
            HEAD /pools/p 200
            HEAD /pools/none 404
            PATCH /pools/p 200 {"metadata":[]}
            POST /pools/p/updateproperties 204 {"metadata":[],"certificateReferences":[],"applicationPackageReferences":[]}
            AWAIT /pools/p "allocationState":"steady"
            POST /pools/p/resize 202 {"targetDedicatedNodes":3}
            POST /pools/p/stopresize 202|409
            AWAIT /pools/p "allocationState":"steady"
            POST /pools/p/resize 202 {"targetDedicatedNodes":1}
            AWAIT /pools/p "allocationState":"steady"
            GET /nodecounts 200
            GET /pools/p/nodes 200
            GET /pools/p/nodes/{node} 200
            POST /pools/p/nodes/{node}/disablescheduling 200 {}
            POST /pools/p/nodes/{node}/enablescheduling 200
            GET /pools/p/nodes/{node}/files 200
            GET /pools/p/nodes/{node}/extensions 200
            GET /pools/p/nodes/{node}/extensions/none 404
            GET /pools/p/nodes/{node}/remoteloginsettings 200
            GET /pools/p/nodes/{node}/rdp 200
            POST /pools/p/nodes/{node}/users 201 {"name":"u","password":"p"}
            PUT /pools/p/nodes/{node}/users/u 200 {"password":"q"}
            DELETE /pools/p/nodes/{node}/users/u 200
            POST /jobs 201 {"id":"j","poolInfo":{"poolId":"p"},"jobPreparationTask":{"commandLine":"/bin/true"}}
            GET /jobs 200
            GET /jobs/j 200
            PATCH /jobs/j 200 {"priority":1}
            PUT /jobs/j 200 {"poolInfo":{"poolId":"p"}}
            POST /jobs/j/tasks 201 {"id":"t","commandLine":"/bin/false"}
            AWAIT /jobs/j/tasks/t "state":"completed"
            POST /jobs/j/addtaskcollection 200 {"value":[{"id":"c","commandLine":"/bin/sleep 60"}]}
            GET /jobs/j/tasks 200
            GET /jobs/j/tasks/t 200
            GET /jobs/j/tasks/t/subtasksinfo 200
            GET /jobs/j/tasks/t/files 200
            GET /jobs/j/tasks/t/files/stdout.txt 200
            HEAD /jobs/j/tasks/t/files/stdout.txt 200
            DELETE /jobs/j/tasks/t/files/stdout.txt 200
            GET /pools/p/nodes/{node}/files/workitems%2Fj%2Fjob-1%2Ft%2Fstderr.txt 200
            HEAD /pools/p/nodes/{node}/files/workitems%2Fj%2Fjob-1%2Ft%2Fstderr.txt 200
            DELETE /pools/p/nodes/{node}/files/workitems%2Fj%2Fjob-1%2Ft%2Fstderr.txt 200
            POST /jobs/j/tasks/t/reactivate 204
            PUT /jobs/j/tasks/c 200 {"constraints":{"maxTaskRetryCount":1}}
            POST /jobs/j/tasks/c/terminate 204
            DELETE /jobs/j/tasks/t 200
            GET /jobs/j/taskcounts 200
            GET /jobs/j/jobpreparationandreleasetaskstatus 200
            POST /jobs/j/disable 202 {"disableTasks":"requeue"}
            POST /jobs/j/enable 202
            POST /jobs/j/terminate 202 {"terminateReason":"enough"}
            DELETE /jobs/j 202
            POST /jobschedules 201 {"id":"s","schedule":{},"jobSpecification":{"poolInfo":{"poolId":"p"}}}
            GET /jobschedules 200
            GET /jobschedules/s 200
            HEAD /jobschedules/s 200
            HEAD /jobschedules/none 404
            GET /jobschedules/s/jobs 200
            PATCH /jobschedules/s 200 {"metadata":[]}
            PUT /jobschedules/s 200 {"schedule":{},"jobSpecification":{"poolInfo":{"poolId":"p"}}}
            POST /jobschedules/s/disable 204
            POST /jobschedules/s/enable 204
            POST /jobschedules/s/terminate 202
            DELETE /jobschedules/s 202
            AWAIT /pools/two "allocationState":"steady"
            POST /pools/two/enableautoscale 200 {"autoScaleFormula":"$TargetDedicatedNodes=1;"}
            POST /pools/two/evaluateautoscale 200 {"autoScaleFormula":"$TargetDedicatedNodes=1;"}
            POST /pools/two/disableautoscale 200
            AWAIT /pools/two "allocationState":"steady"
            POST /pools/p/nodes/{node}/uploadbatchservicelogs 200 \
            {"containerUrl":"http://127.0.0.1:1/c?sig=x","startTime":"2026-01-01T00:00:00Z"}
            POST /pools/p/nodes/{node}/reboot 202 {}
            AWAIT /pools/p/nodes/{node} "state":"idle"
            POST /pools/p/nodes/{node}/reimage 202 {}
            AWAIT /pools/p/nodes/{node} "state":"idle"
            POST /pools/p/nodes/{node}/deallocate 202 {}
            POST /pools/p/nodes/{node}/start 202|409
            AWAIT /pools/p "allocationState":"steady"
            POST /pools/p/removenodes 202 {"nodeList":["{node}"]}
            DELETE /pools/two 202
            """;

    @TempDir
    static Path folder;

    static BatchServer server;
    static RawCalls calls;

    private String node = "";

    @BeforeAll
    static void start() {
        server = BatchServer.start(BatchOptions.in(folder));
        calls = new RawCalls(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void are_those_that_clients_expect() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String line : OPERATIONS.lines().toList()) {
            String[] operation = line.split(" ", 4);
            if (operation[1].contains("{node}") && node.isEmpty()) {
                node = firstNode();
            }
            String path = operation[1].replace("{node}", node);
            if (operation[0].equals("AWAIT")) {
                Await.until(line, () -> calls.get(path + "?" + V).body().contains(operation[2]));
                continue;
            }
            String body = operation.length < 4 ? "" : operation[3].replace("{node}", node);
            HttpResponse<String> response = calls.send(operation[0], path + "?" + V, body, Map.of());
            if (!operation[2].contains(Integer.toString(response.statusCode())) && response.statusCode() != 501) {
                wrong.add(line + " -> " + response.statusCode() + " " + response.body());
            }
            assertThat(response.headers().firstValue("request-id")).isPresent();
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void are_known_for_every_operation() {
        List<String> told = OPERATIONS
                .lines()
                .map(line -> line.split(" ")[0] + " " + line.split(" ")[1].replaceAll("[{}]", ""))
                .toList();

        assertThat(OperationsTableTest.routes().all())
                .isNotEmpty()
                .allSatisfy(route -> assertThat(told)
                        .anyMatch(operation -> operation.startsWith(route.verb() + " ")
                                && route.match(PathSegments.of(operation.substring(operation.indexOf(' ') + 1)))
                                        != null));
    }

    private static String firstNode() throws Exception {
        return new ObjectMapper()
                .readTree(calls.get("/pools/p/nodes?" + V).body())
                .path("value")
                .path(0)
                .path("id")
                .asText();
    }
}
