package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the services answer is what {@code docs/api.openapi.yaml} says of it. */
@ExtendWith(SystemExtension.class)
class ApiDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "api.openapi.yaml");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void answers_about_a_drop_are_as_described(RunningSystem system) throws Exception {
        system.publish("counting", ExampleWorkloads.COUNTING);
        CompletedDrop drop = system.drop("counting").marker();
        drop.status(DropStatus.State.READY);
        String results = system.address("RESULTS_URL");
        String id = "/submissions/" + drop.submission();

        assertDescribed("/submissions", get(results + "/submissions?limit=3"));
        for (String below : new String[] {"", "/life", "/tasks", "/results", "/manifest"}) {
            assertDescribed("/submissions/{id}" + below, get(results + id + below));
        }
    }

    @Test
    void the_job_that_runs_is_as_described(RunningSystem system) throws Exception {
        Path go = system.home().resolve("go-described");
        system.publish("held-up", ExampleWorkloads.heldUpBy(go));
        CompletedDrop drop = system.drop("held-up").marker();
        drop.status(DropStatus.State.RUNNING);

        try {
            JsonNode jobs = get(system.address("SCHEDULER_URL") + "/jobs");

            assertThat(jobs.findValuesAsText("job")).contains(drop.submission() + "-1");
            assertDescribed("/jobs", jobs);
        } finally {
            Files.createFile(go);
        }
        drop.status(DropStatus.State.READY);
    }

    private static void assertDescribed(String path, JsonNode answer) throws IOException {
        ObjectNode document = (ObjectNode) new YAMLMapper().readTree(DOCUMENT.toFile());
        JsonNode said = document.path("paths").path(path).at("/get/responses/200/content/application~1json/schema");
        assertThat(said.isMissingNode()).as(path).isFalse();
        ObjectNode schema = said.deepCopy();
        schema.set("components", document.path("components"));
        JsonSchema rules = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);

        assertThat(answer).as(path).isNotEmpty();
        assertThat(rules.validate(answer)).as(path).isEmpty();
    }

    private static JsonNode get(String address) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        return ModelJson.mapper().readTree(answer.body());
    }
}
