package io.dropbatch.architecture;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/api.openapi.yaml} has the routes that the services have, and no others. */
class HttpRoutesTest {

    private static final Path PROJECT = Path.of("..");
    private static final String SPRING = "org.springframework.web.bind.annotation.";
    private static final List<String> METHODS = List.of("Get", "Post", "Put", "Patch", "Delete");

    /** Pages for people, made from this very document. */
    private static final String REFERENCE = "/reference";

    @Test
    void every_route_is_described() throws IOException {
        assertThat(described()).isEqualTo(served()).contains("GET /submissions/{id}", "GET /jobs");
    }

    private static Set<String> described() throws IOException {
        JsonNode document = new YAMLMapper()
                .readTree(PROJECT.resolve("docs/api.openapi.yaml").toFile());
        return document.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(method -> method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> served() {
        List<Path> services = Stream.of("submission", "scheduler", "monitor", "results")
                .map(name -> PROJECT.resolve(name + "-service/target/classes"))
                .toList();
        return new ClassFileImporter()
                .importPaths(services).stream()
                        .filter(type -> type.isAnnotatedWith(SPRING + "RestController"))
                        .flatMap(HttpRoutesTest::routes)
                        .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> routes(JavaClass controller) {
        String base = path(controller, SPRING + "RequestMapping");
        return base.startsWith(REFERENCE)
                ? Stream.of()
                : controller.getMethods().stream()
                        .flatMap(method -> METHODS.stream()
                                .filter(kind -> method.isAnnotatedWith(mapping(kind)))
                                .map(kind -> kind.toUpperCase(Locale.ROOT) + " " + base + path(method, mapping(kind))));
    }

    private static String mapping(String kind) {
        return SPRING + kind + "Mapping";
    }

    /** The one path of an annotation, however it was given; one for the rest of an address is told apart by Spring only. */
    private static String path(HasAnnotations<?> place, String annotation) {
        return place.tryGetAnnotationOfType(annotation).stream()
                .flatMap(mapping -> Stream.of("value", "path").flatMap(key -> texts(mapping, key)))
                .findFirst()
                .orElse("")
                .replace("{*", "{");
    }

    private static Stream<String> texts(JavaAnnotation<?> annotation, String key) {
        return annotation.get(key).stream()
                .flatMap(value -> Stream.of((Object[]) value))
                .map(String.class::cast);
    }
}
