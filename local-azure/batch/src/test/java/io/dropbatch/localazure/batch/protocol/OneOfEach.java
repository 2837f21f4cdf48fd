package io.dropbatch.localazure.batch.protocol;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.localazure.batch.Await;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

/** A server with one pool of one node, one job with one completed task, and one schedule. */
final class OneOfEach implements AutoCloseable {

    private static final String V = RawCalls.VERSION;

    final RawCalls calls;
    private final BatchServer server;
    private final String node;

    OneOfEach(Path folder) throws Exception {
        server = BatchServer.start(BatchOptions.in(folder));
        calls = new RawCalls(server);
        post("/pools", "{'id':'p','vmSize':'a1','targetDedicatedNodes':1,'startTask':{'commandLine':'/bin/true'}}");
        post("/jobs", "{'id':'j','poolInfo':{'poolId':'p'},'jobPreparationTask':{'commandLine':'/bin/true'}}");
        post("/jobs/j/tasks", "{'id':'t','commandLine':'/bin/echo hello'}");
        post("/jobschedules", "{'id':'s','schedule':{},'jobSpecification':{'poolInfo':{'poolId':'p'}}}");
        Await.until(
                "the task is completed",
                () -> calls.get("/jobs/j/tasks/t?" + V).body().contains("\"state\":\"completed\""));
        node = new ObjectMapper()
                .readTree(calls.get("/pools/p/nodes?" + V).body())
                .path("value")
                .path(0)
                .path("id")
                .asText();
    }

    /** The path of a route with the names of what is here. */
    String path(String template) {
        return template.replace("{pool}", "p")
                .replace("{node}", node)
                .replace("{job}", "j")
                .replace("{task}", "t")
                .replace("{schedule}", "s")
                .replace(
                        "{file}",
                        template.startsWith("/pools") ? "workitems%2Fj%2Fjob-1%2Ft%2Fstdout.txt" : "stdout.txt");
    }

    @Override
    public void close() {
        server.close();
    }

    private void post(String path, String body) throws Exception {
        HttpResponse<String> response = calls.send("POST", path + "?" + V, body.replace('\'', '"'), Map.of());
        if (response.statusCode() != 201) {
            throw new AssertionError(response.body());
        }
    }
}
