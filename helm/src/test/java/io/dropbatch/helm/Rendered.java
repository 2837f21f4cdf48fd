package io.dropbatch.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** What the chart becomes with given values: Kubernetes objects, and look-ups in them. */
record Rendered(List<Map<String, Object>> objects) {

    static final String IDENTITY = "0a1b2c3d-0000-4000-8000-00000000000f";
    static final Path CHART = Path.of("dropbatch").toAbsolutePath();

    /** With an identity everywhere, as on Azure. */
    static TemplateCommand onAzure() {
        return onAzure(bare());
    }

    static TemplateCommand onAzure(TemplateCommand bare) {
        TemplateCommand command = withIdentities(bare)
                .set("azure.storage.blobEndpoint", "https://acme.blob.core.windows.net")
                .set("azure.storage.tableEndpoint", "https://acme.table.core.windows.net")
                .set("azure.serviceBus.namespace", "acme");
        return withBatch(command);
    }

    static TemplateCommand withIdentities(TemplateCommand command) {
        for (String service : List.of("submission", "scheduler", "monitor", "results")) {
            command.set("services." + service + ".clientId", IDENTITY);
        }
        return command;
    }

    static TemplateCommand withBatch(TemplateCommand command) {
        return command.set("azure.batch.endpoint", "https://acme.westeurope.batch.azure.com")
                .set("azure.batch.account", "acme");
    }

    static TemplateCommand bare() {
        return new Helm(CHART).template().withName("acme").withNamespace("work").withKubeVersion("1.30.0");
    }

    static Rendered from(TemplateCommand command) {
        return of(command.call());
    }

    static Rendered of(String text) {
        Iterable<Object> documents = new Yaml().loadAll(text);
        return new Rendered(StreamSupport.stream(documents.spliterator(), false)
                .filter(Map.class::isInstance)
                .map(Rendered::map)
                .toList());
    }

    List<String> names(String kind) {
        return ofKind(kind).stream()
                .map(object -> at(object, "metadata", "name").toString())
                .toList();
    }

    Map<String, Object> object(String kind, String name) {
        return ofKind(kind).stream()
                .filter(object -> name.equals(at(object, "metadata", "name")))
                .findFirst()
                .orElseThrow();
    }

    Map<String, Object> pod(String name) {
        return map(at(object("Deployment", name), "spec", "template"));
    }

    Map<String, Object> container(String name) {
        return map(list(at(pod(name), "spec", "containers")).getFirst());
    }

    /** The variable's value, or where it is taken from. */
    Object environment(String name, String variable) {
        return list(container(name).get("env")).stream()
                .map(Rendered::map)
                .filter(entry -> variable.equals(entry.get("name")))
                .findFirst()
                .map(entry -> entry.getOrDefault("value", entry.get("valueFrom")))
                .orElseThrow();
    }

    /** The application.yml that the service is given. */
    Map<String, Object> settings(String name) {
        return map(new Yaml().load((String) at(object("ConfigMap", name), "data", "application.yml")));
    }

    private List<Map<String, Object>> ofKind(String kind) {
        return objects.stream()
                .filter(object -> kind.equals(object.get("kind")))
                .toList();
    }

    static Object read(Path file) {
        try {
            return new Yaml().load(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    static Object at(Object tree, String... path) {
        Object found = tree;
        for (String key : path) {
            found = map(found).get(key);
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object tree) {
        return (Map<String, Object>) tree;
    }

    static List<?> list(Object tree) {
        return (List<?>) tree;
    }
}
