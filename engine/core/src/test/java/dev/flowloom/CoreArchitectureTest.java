package dev.flowloom;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/// Which package may know what. The table stands in docs/architecture.md.
@AnalyzeClasses(packages = "dev.flowloom", importOptions = ImportOption.DoNotIncludeTests.class)
class CoreArchitectureTest {
    private static final String MODEL = "dev.flowloom.model";
    private static final String STEP = "dev.flowloom.step";
    private static final String EXPRESSION = "dev.flowloom.expression";
    private static final String JSON = "dev.flowloom.json";
    private static final String CHECK = "dev.flowloom.check";
    private static final String SOUNDNESS = "dev.flowloom.check.soundness";
    private static final String RUN = "dev.flowloom.run";
    private static final String JACKSON = "com.fasterxml.jackson..";
    private static final String SCHEMA = "com.networknt..";
    private static final String JSONATA = "com.dashjoin..";

    @ArchTest
    static final ArchRule MODEL_KNOWS_NOTHING = knowsOnly(MODEL)
            .because("everything knows the model, so whatever it knew everything would know");

    @ArchTest
    static final ArchRule STEP_KNOWS_THE_MODEL = knowsOnly(STEP, MODEL)
            .because("who writes a step type shall need nothing else of Flowloom");

    @ArchTest
    static final ArchRule EXPRESSION_KNOWS_THE_MODEL = knowsOnly(EXPRESSION, MODEL, JSONATA)
            .because("an expression sees JSON and neither flows that run nor files");

    @ArchTest
    static final ArchRule JSON_KNOWS_WHAT_IS_WRITTEN = knowsOnly(JSON, MODEL, RUN, JACKSON, SCHEMA)
            .because("definitions and events are read and written without being understood");

    @ArchTest
    static final ArchRule CHECK_KNOWS_WHAT_FLOWS_ARE_MADE_OF = knowsOnly(CHECK, SOUNDNESS, MODEL, EXPRESSION, STEP,
            JSON)
            .because("a flow is checked before it runs and where it can't run, see docs/decisions/0002");

    @ArchTest
    static final ArchRule SOUNDNESS_KNOWS_THE_MODEL = knowsOnly(SOUNDNESS, MODEL)
            .because("what tokens can do is read off the drawing, whatever expressions give and steps do");

    @ArchTest
    static final ArchRule RUN_KNOWS_MODEL_AND_EXPRESSION = knowsOnly(RUN, MODEL, EXPRESSION)
            .because("what a flow means must not depend on how it is stored, checked, drawn or driven");

    @ArchTest
    static final ArchRule JACKSON_STAYS_IN_JSON = onlyIn(JSON, JACKSON)
            .because("one package decides how JSON is read and written, and another library can take Jackson's place");

    @ArchTest
    static final ArchRule SCHEMAS_STAY_IN_JSON = onlyIn(JSON, SCHEMA)
            .because("the validator speaks Jackson, and its newest version speaks another one");

    @ArchTest
    static final ArchRule JSONATA_STAYS_IN_EXPRESSION = onlyIn(EXPRESSION, JSONATA)
            .because("unguarded, the library runs without bounds and asks the clock");

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES = slices().matching("dev.flowloom.(*)..").should()
            .beFreeOfCycles().because("packages in a circle are one package");

    @ArchTest
    static final ArchRule NOBODY_PRINTS = noClasses().should()
            .accessField(System.class, "out").orShould().accessField(System.class, "err")
            .because("the program's output belongs to the command line, and what went wrong belongs to the caller");

    @ArchTest
    static final ArchRule RUN_TAKES_TIME_FROM_ITS_ARGUMENTS = noClasses().that().resideInAPackage(RUN).should()
            .dependOnClassesThat().haveFullyQualifiedName("java.time.Clock")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.time.InstantSource")
            .orShould().callMethodWhere(target(name("now")).and(target(owner(resideInAnyPackage("java.time..")))))
            .orShould().callMethodWhere(target(nameMatching("currentTimeMillis|nanoTime")))
            .because("a replay must decide at the recorded time");

    @ArchTest
    static final ArchRule RUN_LEAVES_NOTHING_TO_CHANCE = noClasses().that().resideInAPackage(RUN).should()
            .dependOnClassesThat().areAssignableTo(RandomGenerator.class)
            .orShould().dependOnClassesThat().areAssignableTo(Random.class)
            .orShould().callMethod(Math.class, "random").orShould().callMethod(UUID.class, "randomUUID")
            .orShould().callMethod(System.class, "identityHashCode", Object.class)
            .because("a replay must draw the same numbers, from the run's recorded seed");

    @ArchTest
    static final ArchRule RUN_DOES_NOTHING = noClasses().that().resideInAPackage(RUN).should()
            .dependOnClassesThat().resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.sql..",
                    "java.util.concurrent..", "java.lang.foreign..")
            .orShould().dependOnClassesThat().areAssignableTo(Thread.class)
            .orShould().dependOnClassesThat().areAssignableTo(ThreadLocal.class)
            .orShould().dependOnClassesThat().areAssignableTo(Process.class)
            .because("deciding has no effects: they are told to those who have them");

    @ArchTest
    static final ArchRule RUN_KEEPS_EVERYTHING_IN_ORDER = noClasses().that().resideInAPackage(RUN).should()
            .callMethodWhere(unordered(Map.class, "of|ofEntries|copyOf|entry"))
            .orShould().callMethodWhere(unordered(Set.class, "of|copyOf"))
            .orShould().callMethodWhere(unordered(Collectors.class, "toMap|toSet|toUnmodifiable(Map|Set)|groupingBy.*"))
            .orShould().callConstructorWhere(target(owner(isOneOf(HashMap.class, HashSet.class))))
            .because("the order of these differs from one process to the next, and a replay with it");

    private static ArchRule knowsOnly(String who, String... whom) {
        var allowed = Stream.concat(Stream.of(who, "java..", "org.jspecify..", "org.pcollections.."), Stream.of(whom));
        return classes().that().resideInAPackage(who).should().onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(String[]::new));
    }

    private static ArchRule onlyIn(String home, String library) {
        return noClasses().that().resideOutsideOfPackage(home).should().dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static DescribedPredicate<JavaCall<?>> unordered(Class<?> type, String methods) {
        return target(nameMatching(methods)).and(target(owner(isOneOf(type)))).forSubtype();
    }

    private static DescribedPredicate<JavaClass> isOneOf(Class<?>... types) {
        Collection<String> names = List.of(types).stream().map(Class::getName).toList();
        return describe("one of " + names, type -> names.contains(type.getName()));
    }
}
