package io.dropbatch.submission.adapter.web;

import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves the JSON Schemas and golden examples of events, and the schema of workloads. */
@RestController
final class SchemaController {

    private static final Pattern THING = Pattern.compile("[a-z]{1,40}-[a-z]{1,40}");
    private static final Pattern VERSION = Pattern.compile("v[0-9]{1,3}");
    private static final MediaType SCHEMA = MediaType.parseMediaType("application/schema+json");

    @GetMapping("/schemas/workload/{version}/schema.json")
    ResponseEntity<Resource> workload(@PathVariable String version) {
        return resource(VERSION.matcher(version).matches(), "workload/" + version + "/schema.json", SCHEMA);
    }

    @GetMapping("/schemas/events/{event}/{version}/schema.json")
    ResponseEntity<Resource> schema(@PathVariable String event, @PathVariable String version) {
        return resource(isLegal(event, version), "events/" + event + "/" + version + "/schema.json", SCHEMA);
    }

    @GetMapping("/schemas/events/{event}/{version}/example.json")
    ResponseEntity<Resource> example(@PathVariable String event, @PathVariable String version) {
        return resource(
                isLegal(event, version),
                "events/" + event + "/" + version + "/example.json",
                MediaType.APPLICATION_JSON);
    }

    private static boolean isLegal(String event, String version) {
        return THING.matcher(event).matches() && VERSION.matcher(version).matches();
    }

    private static ResponseEntity<Resource> resource(boolean legal, String path, MediaType type) {
        ClassPathResource resource = new ClassPathResource(path);
        return legal && resource.exists()
                ? ResponseEntity.ok().contentType(type).body(resource)
                : ResponseEntity.notFound().build();
    }
}
