package dev.flowloom;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.flowloom.model.Sentence;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/// Which package of the workbench may know which.
@AnalyzeClasses(packages = "dev.flowloom", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] WITHOUT_A_SCREEN = {"dev.flowloom.document..", "dev.flowloom.geometry..",
            "dev.flowloom.tool..", "dev.flowloom.overlay..", "dev.flowloom.arrange..",
            "dev.flowloom.assist.."};

    @ArchTest
    static final ArchRule whatIsEditedKnowsNoScreen = noClasses().that().resideInAnyPackage(WITHOUT_A_SCREEN).should()
            .dependOnClassesThat().resideInAnyPackage("javafx..", "dev.flowloom.canvas..", "dev.flowloom.panels..",
                    "dev.flowloom.main..")
            .because("documents, gestures and overlays are tested without a screen, and outlive how they are drawn");

    @ArchTest
    static final ArchRule documentsKnowNoGestures = noClasses().that().resideInAPackage("dev.flowloom.document..")
            .should().dependOnClassesThat().resideInAnyPackage("dev.flowloom.tool..", "dev.flowloom.geometry..",
                    "dev.flowloom.overlay..")
            .because("a document can be edited by anything: a hand, a panel, a test");

    @ArchTest
    static final ArchRule whatIsArrangedIsNobodysGesture = noClasses().that()
            .resideInAPackage("dev.flowloom.arrange..").should().dependOnClassesThat()
            .resideInAnyPackage("dev.flowloom.tool..", "dev.flowloom.overlay..", "dev.flowloom.files..")
            .because("where nodes had better stand hangs on the diagram alone, not on who asks or what runs");

    @ArchTest
    static final ArchRule onlyArrangingKnowsTheLayoutLibrary = noClasses().that()
            .resideOutsideOfPackage("dev.flowloom.arrange..").should().dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.elk..", "org.eclipse.emf..")
            .because("another library can then take its place");

    @ArchTest
    static final ArchRule theCanvasKnowsNoJournal = noClasses().that()
            .resideInAnyPackage("dev.flowloom.canvas..", "dev.flowloom.panels..", "dev.flowloom.overlay..").should()
            .dependOnClassesThat().resideInAnyPackage("dev.flowloom.journal..")
            .because("events reach the drawing as an overlay, wherever they are kept");

    @ArchTest
    static final ArchRule oneClassCrossesToTheFxThread = noClasses().that()
            .doNotHaveFullyQualifiedName("dev.flowloom.main.FxThread").should()
            .callMethod(javafx.application.Platform.class, "runLater", Runnable.class)
            .because("with one crossing there is one place to look when the order of events is wrong");

    @ArchTest
    static final ArchRule nothingKnowsTheMain = noClasses().that().resideOutsideOfPackage("dev.flowloom.main..")
            .should().dependOnClassesThat().resideInAPackage("dev.flowloom.main..")
            .because("the composition root puts things together, and nothing may lean on it");

    @ArchTest
    static final ArchRule languageKnowsNothingOfWhatIsSaid = noClasses().that()
            .resideInAPackage("dev.flowloom.language..").should().dependOnClassesThat(
                    resideInAnyPackage("dev.flowloom.model..", "dev.flowloom.document..", "dev.flowloom.files..",
                            "dev.flowloom.panels..", "dev.flowloom.canvas..", "dev.flowloom.main..", "javafx..")
                            .and(not(equivalentTo(Sentence.class))))
            .because("everything says something through it, so that what it knew everything would know");
}
