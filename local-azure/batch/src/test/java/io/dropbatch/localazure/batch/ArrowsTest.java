package io.dropbatch.localazure.batch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.dropbatch.localazure.batch.engine.state.UnderLock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** The rooms of the local Batch, and which of them each may know; the root wires them and knows all. */
class ArrowsTest {

    private static final String ROOT = "io.dropbatch.localazure.batch";

    private static final String MODEL = "engine.model.task engine.model.pool engine.model.job";

    /** The account with what is in it, and what is below it. */
    private static final String ACCOUNT = "document engine.id engine.state engine.account " + MODEL;

    /** The five rooms that change an account; each may know those after it. */
    private static final List<String> LIFE_CYCLES =
            List.of("engine.schedule", "engine.job", "engine.pool", "engine.node", "engine.task");

    /** Each room and the rooms it may know, from the innermost to the outermost. */
    private static final Map<String, String> ARROWS = Map.ofEntries(
            Map.entry("document", ""),
            Map.entry("autoscale.value", ""),
            Map.entry("autoscale.sample", "autoscale.value"),
            Map.entry("autoscale", "autoscale.value autoscale.sample"),
            Map.entry("engine.time", ""),
            Map.entry("engine.id", "document"),
            Map.entry("engine.model.task", "document engine.id"),
            Map.entry("engine.model.pool", "document autoscale engine.id engine.model.task"),
            Map.entry("engine.model.job", "document engine.id engine.model.task engine.model.pool"),
            Map.entry("engine.run", "engine.id engine.model.task engine.model.pool"),
            Map.entry("engine.fault", "engine.id engine.run"),
            Map.entry("engine.state", "document engine.id engine.run " + MODEL),
            Map.entry("engine.account", "document engine.id engine.time engine.state " + MODEL),
            Map.entry("engine.task", "engine.run engine.fault " + ACCOUNT),
            Map.entry("engine.node", "engine.run engine.task " + ACCOUNT),
            Map.entry(
                    "engine.pool",
                    "autoscale autoscale.value autoscale.sample engine.run engine.fault engine.node engine.task "
                            + ACCOUNT),
            Map.entry("engine.job", "engine.run engine.pool engine.node engine.task " + ACCOUNT),
            Map.entry("engine.schedule", "engine.run engine.job engine.pool " + ACCOUNT),
            Map.entry(
                    "engine",
                    "engine.run engine.fault engine.time engine.schedule engine.job engine.pool engine.node engine.task "
                            + ACCOUNT),
            Map.entry("store", ACCOUNT),
            Map.entry("limits", ""),
            Map.entry("node.failure", "engine.model.task"),
            Map.entry("node.transfer", "engine.model.task engine.run node.failure"),
            Map.entry("node.process", "document limits engine.model.task engine.model.pool engine.run node.failure"),
            Map.entry(
                    "node",
                    "limits engine.id engine.model.task engine.model.pool engine.run engine.fault node.failure"
                            + " node.transfer node.process"),
            Map.entry("simulation", "document engine.id engine.run engine.time engine.state " + MODEL),
            Map.entry("events", "engine.fault engine.time " + ACCOUNT),
            Map.entry("protocol.call", "document engine.account"),
            Map.entry("protocol.filter", "document"),
            Map.entry("protocol.route", "document protocol.call protocol.filter"),
            Map.entry("protocol.document", "engine.fault protocol.call " + ACCOUNT),
            Map.entry("protocol.endpoint", "document protocol.call"),
            Map.entry(
                    "protocol.operation",
                    "engine.fault engine.schedule engine.job engine.pool engine.node engine.task"
                            + " protocol.call protocol.filter protocol.route protocol.document "
                            + ACCOUNT),
            Map.entry(
                    "protocol",
                    "document engine engine.account engine.fault"
                            + " protocol.call protocol.route protocol.document protocol.operation protocol.endpoint"),
            Map.entry("metrics", "protocol protocol.call protocol.endpoint " + ACCOUNT),
            Map.entry("page", "engine.fault protocol protocol.call protocol.endpoint " + ACCOUNT));

    private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warn", "error");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    static Stream<Map.Entry<String, String>> arrows() {
        return ARROWS.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void a_room_knows_only_these(Map.Entry<String, String> arrows) {
        String room = arrows.getKey();
        String[] allowed = Stream.concat(
                        Stream.of(room), Stream.of(arrows.getValue().split(" ")))
                .filter(name -> !name.isEmpty())
                .map(ArrowsTest::of)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(of(room))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ROOT + "..").and(DescribedPredicate.not(resideInAnyPackage(allowed))))
                .because("what changes is the engine's, what does not is in the rooms below it, and both know no wire,"
                        + " no disk and no process: pass in what a room needs, or declare a port in it")
                .check(CLASSES);
    }

    @Test
    void no_arrows_form_a_cycle() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("one of two rooms that know each other could not be read alone")
                .check(CLASSES);
    }

    static Stream<Arguments> lifeCycles() {
        return IntStream.range(1, LIFE_CYCLES.size())
                .mapToObj(i -> Arguments.of(LIFE_CYCLES.get(i), LIFE_CYCLES.subList(0, i)));
    }

    @ParameterizedTest
    @MethodSource("lifeCycles")
    void a_life_cycle_knows_none_above_it(String room, List<String> above) {
        noClasses()
                .that()
                .resideInAPackage(of(room))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(above.stream().map(ArrowsTest::of).toArray(String[]::new)))
                .because(
                        "a schedule has jobs, a job has a pool, a pool has nodes and a node has tasks: what has happened"
                                + " below is told to a listener that the lower room declares and BatchEngine hands it")
                .allowEmptyShould(false)
                .check(CLASSES);
    }

    @Test
    void only_the_engine_changes_an_account() {
        noClasses()
                .that()
                .resideOutsideOfPackage(of("engine") + "..")
                .should()
                .callMethodWhere(target(annotatedWith(UnderLock.class)))
                .because("what is done under the lock is done by the engine: call one of its services")
                .allowEmptyShould(false)
                .check(CLASSES);
    }

    @Test
    void a_line_of_a_log_is_constant_text_with_keys_and_values() {
        noClasses()
                .should()
                .callMethodWhere(describe("facts get into the text of a log line", ArrowsTest::putsFactsIntoText))
                .because("facts in a text can be neither searched nor counted: write"
                        + " LOG.atInfo().addKeyValue(\"jobId\", job).log(\"a constant text\")")
                .check(CLASSES);
    }

    private static boolean putsFactsIntoText(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        String method = call.getName();
        boolean bare = owner.isAssignableTo(Logger.class) && LEVELS.contains(method);
        boolean onlyText = call.getTarget().getRawParameterTypes().stream()
                .map(JavaClass::getName)
                .toList()
                .equals(List.of(String.class.getName()));
        return bare || (owner.isAssignableTo(LoggingEventBuilder.class) && method.equals("log") && !onlyText);
    }

    @Test
    void a_logger_is_called_LOG() {
        fields().that()
                .haveRawType(Logger.class)
                .should()
                .haveName("LOG")
                .andShould()
                .bePrivate()
                .andShould()
                .beStatic()
                .andShould()
                .beFinal()
                .because("a line of a log is found by searching for LOG.at")
                .check(CLASSES);
    }

    @Test
    void every_room_is_looked_at() {
        assertThat(CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> !name.equals(ROOT))
                        .map(name -> name.substring(ROOT.length() + 1)))
                .containsOnlyElementsOf(ARROWS.keySet());
    }

    private static String of(String room) {
        return ROOT + "." + room;
    }
}
