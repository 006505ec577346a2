package dev.flowloom.runtime;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.flowloom.json.JsonText;
import dev.flowloom.json.MalformedJson;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "dev.flowloom", importOptions = ImportOption.DoNotIncludeTests.class)
final class EmbeddedArchitectureTest {

    @ArchTest
    static final ArchRule THE_JOURNAL_KNOWS_NOT_WHO_RUNS = noClasses().that().resideInAPackage("..journal..")
            .should().dependOnClassesThat(resideInAnyPackage("..runtime..", "..step..", "..json..")
                    .and(not(belongToAnyOf(JsonText.class, MalformedJson.class))))
            .because("a journal keeps events, whoever decides them and however they are written");

    @ArchTest
    static final ArchRule ONLY_THE_JOURNAL_KNOWS_ITS_DATABASE = noClasses().that()
            .resideOutsideOfPackage("..journal..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("org.h2..", "org.postgresql..", "org.flywaydb..", "java.sql..", "javax.sql..")
            .because("another store must be able to take its place");

    @ArchTest
    static final ArchRule RESOURCES_KNOW_NEITHER_RUNS_NOR_STEPS = noClasses().that().resideInAPackage("..resource..")
            .should().dependOnClassesThat().resideInAnyPackage("..runtime..", "..run..", "..step..", "..journal..")
            .because("who may use something doesn't hang on what for");

    @ArchTest
    static final ArchRule ONLY_RESOURCES_KNOW_THEIR_CIRCUIT_BREAKER = noClasses().that()
            .resideOutsideOfPackage("..resource..")
            .should().dependOnClassesThat().resideInAPackage("io.github.resilience4j..")
            .because("another library must be able to take its place");

    @ArchTest
    static final ArchRule NOTHING_WAITS_FOR_A_SYSTEM_CLOCK_UNSEEN = noClasses().that()
            .resideInAnyPackage("..runtime..", "..resource..")
            .should().callMethod(java.time.Instant.class, "now")
            .orShould().callMethod(System.class, "currentTimeMillis")
            .because("tests move the clock that the settings give");
}
