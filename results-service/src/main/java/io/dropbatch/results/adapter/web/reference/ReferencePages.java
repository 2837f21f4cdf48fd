package io.dropbatch.results.adapter.web.reference;

import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves what can be subscribed to and asked for: as pages for people, and as the documents that they are made from. */
@RestController
@RequestMapping("/reference")
public final class ReferencePages {

    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
    private static final MediaType YAML = new MediaType("application", "yaml", StandardCharsets.UTF_8);

    @GetMapping("/events")
    ResponseEntity<String> events() {
        return ResponseEntity.ok().contentType(HTML).body(new EventReference().html());
    }

    @GetMapping("/api")
    ResponseEntity<String> routes() {
        return ResponseEntity.ok().contentType(HTML).body(new RouteReference().html());
    }

    @GetMapping("/{document:events\\.asyncapi|api\\.openapi}.yaml")
    ResponseEntity<ClassPathResource> document(@PathVariable("document") String document) {
        return ResponseEntity.ok().contentType(YAML).body(new ClassPathResource("reference/" + document + ".yaml"));
    }
}
