package io.dropbatch.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.model.event.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Each service may do what its code does and no more. */
class RoleAssignmentsTest {

    private static final List<String> SERVICES = List.of("submission", "scheduler", "monitor", "results");
    private static final Map<String, String> ROLES = Map.of(
            "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", "read",
            "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "write",
            "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "tables",
            "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0", "receive",
            "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39", "send",
            "090c5cfd-751d-490a-894a-3ce6f1109419", "own",
            "6aaa78f1-f7de-44ca-8722-c64a23943cae", "batch",
            "11076f67-66f6-4be0-8f6b-f0609fd05cc9", "batch-read",
            "f1a07417-d97a-45cb-824c-7a7467783830", "hand-out");
    private static final String OPERATOR = "11111111-2222-3333-4444-666666666666";
    private static final Pattern CONTAINER = Pattern.compile("containers\\.(\\w+)\\(\\)");

    private final DeployedTemplate deployed = DeployedTemplate.whole();

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void a_service_receives_from_what_it_is_bound_to(String service) {
        Set<String> bound = bindings(service).entrySet().stream()
                .filter(binding -> binding.getKey().endsWith("-in-0"))
                .flatMap(binding -> entities(binding.getValue()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(granted(service, "receive")).isEqualTo(bound);
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void a_service_sends_to_the_topics_of_the_events_that_it_makes(String service) {
        Set<String> sent = new TreeSet<>();
        String code = code(service);
        for (EventType type : EventType.values()) {
            if (code.contains("new " + type.data().getSimpleName() + "(")) {
                sent.add("topics/" + type.topic().name().toLowerCase(Locale.ROOT));
            }
        }
        if (bindings(service).containsKey("work-out")) {
            sent.add("queues/" + bindings(service).get("work-out").get("destination"));
        }

        assertThat(granted(service, "send")).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void a_service_reaches_the_containers_that_its_configuration_names(String service) {
        Set<String> named = new TreeSet<>();
        Matcher found = CONTAINER.matcher(code(service));
        while (found.find()) {
            named.add("containers/" + found.group(1));
        }

        Set<String> granted = granted(service, "read");
        granted.addAll(granted(service, "write"));
        assertThat(granted).isEqualTo(named);
    }

    @Test
    void what_is_only_read_cannot_be_written() {
        assertThat(granted("submission", "write")).containsExactly("containers/system");
        assertThat(granted("scheduler", "write")).containsExactly("containers/system");
        assertThat(granted("monitor", "write")).containsExactly("containers/system");
        assertThat(granted("results", "write"))
                .containsExactlyInAnyOrder("containers/inbox", "containers/outputs", "containers/system");
        assertThat(granted("nodes", "write")).containsExactly("containers/outputs");
    }

    @Test
    void only_the_scheduler_changes_anything_in_batch() {
        assertThat(holders("batch")).containsExactlyInAnyOrder("scheduler", OPERATOR);
        assertThat(holders("batch-read")).containsExactly("monitor");
        assertThat(holders("hand-out")).containsExactly("scheduler");
        assertThat(holders("own")).containsExactlyInAnyOrder("monitor", "keda", OPERATOR);
        assertThat(holders("tables")).contains(OPERATOR).containsAll(SERVICES).hasSize(5);
    }

    @Test
    void nobody_owns_the_bus_when_nobody_counts_what_waits() {
        DeployedTemplate without = DeployedTemplate.with("backlogMetrics=false");

        assertThat(assignments(without).filter(assignment -> "own".equals(role(assignment))))
                .isEmpty();
    }

    @Test
    void results_service_owns_the_bus_only_where_it_shows_dead_letters() {
        DeployedTemplate with = DeployedTemplate.with("backlogMetrics=false", "deadLetterConsole=true");

        assertThat(assignments(with)
                        .filter(assignment -> "own".equals(role(assignment)))
                        .map(RoleAssignmentsTest::holder))
                .containsExactly("results");
    }

    @Test
    void nobody_but_the_services_has_access_unless_they_are_named() {
        assertThat(assignments(DeployedTemplate.with())
                        .map(RoleAssignmentsTest::holder)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("submission", "scheduler", "monitor", "results", "nodes", "blobEvents");
    }

    @Test
    void each_role_is_one_that_the_checks_know() {
        assertThat(assignments(deployed))
                .hasSizeGreaterThan(40)
                .allSatisfy(assignment -> assertThat(role(assignment)).isNotNull());
    }

    private Set<String> granted(String holder, String role) {
        return assignments(deployed)
                .filter(assignment -> role.equals(role(assignment)) && holder.equals(holder(assignment)))
                .map(assignment -> scope(assignment))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> holders(String role) {
        return assignments(deployed)
                .filter(assignment -> role.equals(role(assignment)))
                .map(RoleAssignmentsTest::holder)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JsonNode> assignments(DeployedTemplate deployed) {
        return deployed.ofType("Microsoft.Authorization/roleAssignments");
    }

    private static String role(JsonNode assignment) {
        String id = assignment.at("/body/properties/roleDefinitionId").textValue();
        return ROLES.get(id.substring(id.lastIndexOf('/') + 1));
    }

    /** The service, or the symbol of another identity. */
    private static String holder(JsonNode assignment) {
        String principal = assignment.at("/body/properties/principalId").textValue();
        Matcher service = Pattern.compile("<identities\\[(\\d)]\\.principalId>").matcher(principal);
        return service.matches()
                ? SERVICES.get(Integer.parseInt(service.group(1)))
                : principal.replaceAll("^<(\\w+).*", "$1");
    }

    /** Kind and name of what the role is on: {@code topics/jobs/subscriptions/results}. */
    private static String scope(JsonNode assignment) {
        return assignment
                .path("scope")
                .textValue()
                .replaceAll("^.*?/providers/[^/]+/[^/]+/[^/]+/?", "")
                .replaceAll("^blobServices/default/", "");
    }

    /** A function may be bound to several topics. */
    private static Stream<String> entities(Map<String, Object> binding) {
        Object group = binding.get("group");
        return Stream.of(String.valueOf(binding.get("destination")).split(","))
                .map(name -> group == null ? "queues/" + name : "topics/" + name + "/subscriptions/" + group);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> bindings(String service) {
        Object tree = new Yaml().load(text(Path.of("../..", service + "-service/src/main/resources/application.yml")));
        for (String key : List.of("spring", "cloud", "stream", "bindings")) {
            tree = ((Map<String, Object>) tree).get(key);
        }
        return (Map<String, Map<String, Object>>) tree;
    }

    private static String code(String service) {
        try (Stream<Path> files = Files.walk(Path.of("../..", service + "-service/src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(RoleAssignmentsTest::text)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
