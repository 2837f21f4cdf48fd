package io.dropbatch.localazure.batch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the local Batch, and which of them each may know; the root wires them and knows all. */
class ArrowsTest {

    private static final String ROOT = "io.dropbatch.localazure.batch";

    /** Each room and the rooms it may know, from the innermost to the outermost. */
    private static final Map<String, String> ARROWS = Map.ofEntries(
            Map.entry("document", ""),
            Map.entry("autoscale", ""),
            Map.entry("engine.time", ""),
            Map.entry("engine.id", "document"),
            Map.entry("engine.task", "document engine.id"),
            Map.entry("engine.pool", "document autoscale engine.id engine.task"),
            Map.entry("engine.job", "document engine.id engine.task engine.pool"),
            Map.entry("engine.run", "engine.id engine.task engine.pool"),
            Map.entry("engine.fault", "engine.id engine.run"),
            Map.entry(
                    "engine",
                    "document autoscale engine.id engine.task engine.pool engine.job engine.run engine.fault engine.time"),
            Map.entry("store", "document engine engine.id engine.task engine.pool engine.job"),
            Map.entry("limits", ""),
            Map.entry("node", "document limits engine.id engine.task engine.pool engine.run engine.fault"),
            Map.entry("simulation", "document engine engine.id engine.task engine.pool engine.run engine.time"),
            Map.entry(
                    "events", "document engine engine.id engine.task engine.pool engine.job engine.fault engine.time"),
            Map.entry("protocol", "document engine engine.id engine.task engine.pool engine.job engine.fault"),
            Map.entry("metrics", "document engine engine.id engine.task engine.pool engine.job protocol"),
            Map.entry("page", "document engine engine.id engine.task engine.pool engine.job engine.fault protocol"));

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
