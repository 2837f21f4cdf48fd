package io.dropbatch.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.testing.TypeScriptBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The dashboards keep the rules in {@code checks/rules.ts}, and each rule finds the fault that it is there for. */
class DashboardRulesTest {

    private static final Path COMMITTED = Path.of("../deploy/grafana").toAbsolutePath();
    private static final Path EXCEPTIONS = Path.of("checks/exceptions.json").toAbsolutePath();

    /** @param sound the rules that complain about an example without faults */
    private record PlantedFaults(List<String> sound, Map<String, List<String>> found) {}

    @Test
    void every_dashboard_keeps_every_rule() {
        TypeScriptBuild.Ended linter =
                DashboardSources.compiled().node("checks/lint", COMMITTED.toString(), EXCEPTIONS.toString());

        assertThat(linter.said()).isEmpty();
        assertThat(linter.exitCode()).isZero();
    }

    @TestFactory
    Stream<DynamicTest> a_fault_is_found_by_its_rule_alone() throws IOException {
        PlantedFaults planted = new ObjectMapper()
                .readValue(DashboardSources.compiled().node("checks/faults").andWell(), new TypeReference<>() {});

        assertThat(planted.sound()).isEmpty();
        assertThat(planted.found()).hasSizeGreaterThanOrEqualTo(20);
        return planted.found().entrySet().stream()
                .map(fault -> DynamicTest.dynamicTest(
                        fault.getKey(), () -> assertThat(fault.getValue()).containsExactly(fault.getKey())));
    }
}
