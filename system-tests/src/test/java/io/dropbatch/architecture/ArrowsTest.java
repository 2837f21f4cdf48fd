package io.dropbatch.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** The dependencies that are forbidden, read from the compiled classes of all modules. */
class ArrowsTest {

    private static final List<String> SERVICES = List.of("submission", "scheduler", "monitor", "results");
    private static final Pattern OUR_PACKAGE = Pattern.compile("'(io\\.dropbatch[^']*)'");
    private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warn", "error");
    private static final JavaClasses CLASSES = new ClassFileImporter().importPaths(compiledModules());

    @Test
    void all_modules_are_looked_at() {
        for (String module : List.of(
                "model",
                "codec",
                "planning",
                "bus",
                "store",
                "deadletter",
                "batch",
                "service",
                "submission",
                "scheduler",
                "monitor",
                "results",
                "localazure",
                "client",
                "cli")) {
            assertThat(CLASSES.stream().anyMatch(type -> type.getPackageName().startsWith("io.dropbatch." + module)))
                    .as("classes of " + module)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void a_service_knows_no_other_service(String service) {
        String[] others = SERVICES.stream()
                .filter(other -> !other.equals(service))
                .map(other -> "io.dropbatch." + other + "..")
                .toArray(String[]::new);

        check(noClasses()
                .that()
                .resideInAPackage("io.dropbatch." + service + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .because("services meet on the bus only: put what they share into shared-model"));
    }

    @Test
    void the_language_knows_only_the_platform() {
        check(classes()
                .that()
                .resideInAPackage("io.dropbatch.model..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.dropbatch.model..", "java..", "org.jspecify..")
                .because("shared-model is read by everybody: formats belong into shared-codec"));
    }

    @Test
    void planning_knows_the_language_and_what_reads_rows() {
        check(classes()
                .that()
                .resideInAPackage("io.dropbatch.planning..")
                .and()
                .resideOutsideOfPackage("io.dropbatch.planning.parser..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.dropbatch.planning..", "io.dropbatch.model..", "java..", "org.jspecify..")
                .because("services and the command line plan alike: pass in what planning needs as an interface"));
        check(classes()
                .that()
                .resideInAPackage("io.dropbatch.planning.parser..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.dropbatch.planning..",
                        "java..",
                        "org.jspecify..",
                        "com.fasterxml.jackson.core..",
                        "de.siegmar.fastcsv..")
                .because("another library of planning needs a reason"));
        check(SlicesRuleDefinition.slices()
                .matching("io.dropbatch.planning.(**)")
                .should()
                .beFreeOfCycles()
                .because("one of two packages that know each other could not be read alone"));
    }

    @Test
    void dead_letters_know_no_framework() {
        check(noClasses()
                .that()
                .resideInAPackage("io.dropbatch.deadletter..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..", "io.micrometer..", "io.dropbatch.bus..", "io.dropbatch.service..")
                .because("the command line settles them too, and starts without a framework"));
    }

    @Test
    void a_subscriber_needs_the_events_and_clients_of_azure_only() {
        check(noClasses()
                .that()
                .resideInAPackage("io.dropbatch.client..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "io.micrometer..",
                        "io.dropbatch.bus..",
                        "io.dropbatch.store..",
                        "io.dropbatch.service..")
                .because("subscribers have frameworks of their own: the client brings none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void decisions_and_use_cases_know_no_technology(String service) {
        check(noClasses()
                .that()
                .resideInAnyPackage("io.dropbatch." + service + ".domain..", "io.dropbatch." + service + ".app..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "com.azure..",
                        "com.microsoft.azure..",
                        "com.fasterxml..",
                        "io.micrometer..",
                        "org.slf4j..",
                        "io.dropbatch.codec..",
                        "io.dropbatch.bus..",
                        "io.dropbatch.store..",
                        "io.dropbatch.deadletter..",
                        "io.dropbatch.batch..",
                        "io.dropbatch.service..")
                .because("use cases speak to ports: put the technology into an adapter"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void the_inner_rooms_do_not_know_the_outer_ones(String service) {
        String root = "io.dropbatch." + service;
        check(noClasses()
                .that()
                .resideInAPackage(root + ".domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(root, root + ".app..", root + ".adapter..")
                .because("decisions are pure: pass in what they need"));
        check(noClasses()
                .that()
                .resideInAPackage(root + ".app..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(root, root + ".adapter..")
                .because("a use case declares a port and the adapter implements it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void only_the_root_of_a_service_knows_the_starter(String service) {
        check(noClasses()
                .that()
                .resideInAPackage("io.dropbatch." + service + ".adapter..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.dropbatch.service..")
                .because("settings and the timer are wiring: the root passes an adapter what it needs"));
    }

    @Test
    void the_starter_stands_on_bus_and_store_and_they_do_not_know_it() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "io.dropbatch.model..",
                        "io.dropbatch.codec..",
                        "io.dropbatch.bus..",
                        "io.dropbatch.store..",
                        "io.dropbatch.batch..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.dropbatch.service..")
                .because("the starter wires them: what they need is a parameter"));
        check(noClasses()
                .that()
                .resideInAPackage("io.dropbatch.service..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES.stream()
                        .map(service -> "io.dropbatch." + service + "..")
                        .toArray(String[]::new))
                .because("the starter holds what all services have, not what one of them is"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void an_adapter_knows_no_other_adapter(String service) {
        check(SlicesRuleDefinition.slices()
                .matching("io.dropbatch." + service + ".adapter.(*)..")
                .should()
                .notDependOnEachOther()
                .because("adapters meet in a use case or in the root's wiring"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void no_packages_of_a_service_form_a_cycle(String service) {
        check(SlicesRuleDefinition.slices()
                .matching("io.dropbatch." + service + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("one of two packages that know each other could not be read alone:"
                        + " move what both need into app.port or domain"));
    }

    @Test
    void only_the_adapters_for_batch_and_the_wiring_know_the_batch_client() {
        check(noClasses()
                .that()
                .resideInAPackage("io.dropbatch..")
                .and()
                .resideOutsideOfPackages(
                        "io.dropbatch.batch..",
                        "io.dropbatch.localazure..",
                        "io.dropbatch.scheduler",
                        "io.dropbatch.scheduler.adapter.azurebatch..",
                        "io.dropbatch.monitor",
                        "io.dropbatch.monitor.adapter.azurebatch..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.dropbatch.batch..", "com.microsoft.azure..", "com.microsoft.rest..")
                .because("what Batch says is translated once, in adapter.azurebatch: add to its port what is missing"));
    }

    @Test
    void time_and_chance_come_in_from_outside() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "io.dropbatch.model..",
                        "io.dropbatch.planning..",
                        "io.dropbatch..domain..",
                        "io.dropbatch..app..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .because("a hidden clock cannot be set by a test: inject a Clock"));
    }

    @Test
    void local_azure_and_dropbatch_meet_on_the_wire_only() {
        check(noClasses()
                .that()
                .resideInAPackage("io.dropbatch.localazure..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.dropbatch..")
                        .and(DescribedPredicate.not(resideInAPackage("io.dropbatch.localazure.."))))
                .because("local Azure stands in for Azure, which does not know us either"));
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.dropbatch.localazure..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.dropbatch.localazure..")
                .because("otherwise both sides could share the same mistake"));
    }

    @Test
    void the_parts_of_local_azure_know_only_the_launcher_knows_them() {
        for (String part : List.of("servicebus", "storage", "batch")) {
            check(noClasses()
                    .that()
                    .resideInAPackage("io.dropbatch.localazure." + part + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.dropbatch.localazure..")
                            .and(DescribedPredicate.not(resideInAnyPackage(
                                    "io.dropbatch.localazure." + part + "..", "io.dropbatch.localazure.files.."))))
                    .because("each part can be embedded alone"));
        }
    }

    @Test
    void nothing_depends_on_the_command_line_or_on_test_fixtures() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.dropbatch.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.dropbatch.cli..")
                .because("the command line is the outermost room"));
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.dropbatch.testing..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.dropbatch.testing..")
                .because("test-support is for tests"));
    }

    @Test
    void nothing_reaches_into_private_parts_or_rewrites_classes() {
        check(noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.objectweb.asm..", "sun..", "jdk.internal..")
                        .or(name("org.springframework.beans.DirectFieldAccessor"))
                        .or(type(Field.class)))
                .orShould()
                .callMethodWhere(target(name("setAccessible")).as("setAccessible"))
                .because("a private part changes without notice: use what its authors made public, or do without"));
        check(noClasses()
                .that()
                // Microsoft keeps its binder, which is public and made to be extended, in a package of this name.
                .doNotHaveSimpleName("SharedConnectionBinder")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("com.azure..implementation..", "com.microsoft.azure..implementation.."))
                .because("Azure's implementation packages are no interface: use the public class that stands"
                        + " before them"));
    }

    @Test
    void a_line_of_a_log_is_constant_text_with_keys_and_values() {
        check(noClasses()
                .should()
                .callMethodWhere(describe("facts get into the text of a log line", ArrowsTest::putsFactsIntoText))
                .because("facts in a text can be neither searched nor counted: write"
                        + " LOG.atInfo().addKeyValue(\"jobId\", job).log(\"a constant text\")"));
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
        check(fields().that()
                .haveRawType(Logger.class)
                .should()
                .haveName("LOG")
                .andShould()
                .bePrivate()
                .andShould()
                .beStatic()
                .andShould()
                .beFinal()
                .because("a line of a log is found by searching for LOG.at"));
    }

    @Test
    void rooms_are_named_after_what_is_in_them() {
        check(noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..",
                        "..utils..",
                        "..common..",
                        "..helper..",
                        "..helpers..",
                        "..impl..",
                        "..dto..",
                        "..manager..")
                .because("such a name tells nobody where to look"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void messages_come_in_through_the_handlers_of_the_service(String service) {
        String root = "io.dropbatch." + service;
        String handlers = capitalized(service) + "Handlers";

        assertThat(CLASSES.contain(root + ".adapter.bus." + handlers))
                .as(handlers)
                .isTrue();
        check(classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .haveSimpleNameEndingWith("Handlers")
                .should()
                .resideInAPackage(root + ".adapter.bus")
                .andShould()
                .haveSimpleName(handlers)
                .because("whoever looks for what a service reacts to finds it in one place"));
        check(noClasses()
                .that()
                .resideInAPackage(root + ".adapter..")
                .and()
                .resideOutsideOfPackage(root + ".adapter.bus..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.messaging..")
                .because("messages are the business of adapter.bus"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void meters_are_the_business_of_one_adapter(String service) {
        String root = "io.dropbatch." + service;
        check(noClasses()
                .that()
                .resideInAPackage(root + ".adapter..")
                .and()
                .resideOutsideOfPackage(root + ".adapter.metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .because("what is counted is found in adapter.metrics: wrap the port there"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void a_service_is_wired_in_its_root(String service) {
        String root = "io.dropbatch." + service;
        check(classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .areAnnotatedWith("org.springframework.context.annotation.Configuration")
                .should()
                .resideInAPackage(root)
                .because("adapters are plain classes that the root puts together"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void what_lies_in_a_table_is_a_row_of_the_store(String service) {
        check(fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage("io.dropbatch." + service + ".adapter.store..")
                .and()
                .haveRawType("io.dropbatch.store.RowStore")
                .should(holdRows())
                .because("a table outlives a version: its form is a record <Thing>Row beside the adapter, not"
                        + " one of the domain"));
    }

    private static ArchCondition<JavaField> holdRows() {
        return new ArchCondition<>("hold records of adapter.store that are named <Thing>Row") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                JavaClass record = ((JavaParameterizedType) field.getType())
                        .getActualTypeArguments()
                        .getFirst()
                        .toErasure();
                boolean isRow = record.getSimpleName().endsWith("Row")
                        && record.getPackageName().equals(field.getOwner().getPackageName());
                events.add(new SimpleConditionEvent(field, isRow, field.getFullName() + " holds " + record.getName()));
            }
        };
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    @Test
    void a_rule_about_a_package_without_classes_fails() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage("io.dropbatch.monitor.app..", "io.dropbatch.monitor.use..")
                .should()
                .haveSimpleName("Impossible");

        assertThatThrownBy(() -> check(rule)).hasMessageContaining("io.dropbatch.monitor.use..");
    }

    /**
     * A rule about an empty or misspelt package proves nothing, so each of our packages that a rule names has to hold
     * classes.
     */
    private static void check(ArchRule rule) {
        OUR_PACKAGE
                .matcher(rule.getDescription())
                .results()
                .map(found -> found.group(1))
                .forEach(name -> assertThat(CLASSES.that(resideInAPackage(name)))
                        .as("classes in %s", name)
                        .isNotEmpty());
        rule.check(CLASSES);
    }

    private static List<Path> compiledModules() {
        Path root = Path.of("").toAbsolutePath().getParent();
        try (Stream<Path> folders = Files.walk(root, 4)) {
            return folders.filter(folder -> folder.endsWith(Path.of("target", "classes")))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("cannot look for compiled modules under " + root, e);
        }
    }
}
