package io.dropbatch.localazure.servicebus;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rooms of the broker, and which of them each may know; the root wires them and knows all. */
class BrokerArrowsTest {
    private static final String ROOT = "io.dropbatch.localazure.servicebus";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @ParameterizedTest
    @CsvSource({
        "message, message",
        "engine.., engine.. message",
        "store, store engine engine.log message",
        "protocol.., protocol.. engine.. message",
    })
    void a_room_knows_only_these(String room, String known) {
        String[] allowed =
                Arrays.stream(known.split(" ")).map(BrokerArrowsTest::of).toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(of(room))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ROOT + "..").and(DescribedPredicate.not(resideInAnyPackage(allowed))))
                .because("the engine knows neither sockets nor files: declare a port in it")
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

    private static String of(String room) {
        return ROOT + "." + room;
    }
}
