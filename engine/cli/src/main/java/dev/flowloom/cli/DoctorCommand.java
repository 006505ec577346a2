package dev.flowloom.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.flowloom.cli.progress.Text;
import dev.flowloom.doctor.Doctor;
import dev.flowloom.doctor.Finding;
import dev.flowloom.journal.StoreException;
import dev.flowloom.json.JsonText;
import dev.flowloom.model.Json;
import dev.flowloom.step.Secrets;
import dev.flowloom.step.StepTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `doctor`: finds out whether a store is in good order.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Examines a store and what is around it, and says what to do where something isn't in good order: the store, "
                + "the disk, permissions, the clock, every run's history, runs that stand still, missing step types, dead letters. "
                + "Nothing is changed, but that a store of an older version is brought to this one.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing is wrong, though something may be worth a look",
                "1:something is wrong, or the store can't be examined",
                "2:there is no such store", "3:Flowloom itself failed"},
        footerHeading = "%nExamples:%n",
        footer = {"  flowloom doctor", "  flowloom doctor --json --store ./mine | jq '.[] | select(.level != \"ok\")'"})
final class DoctorCommand implements Callable<Integer> {
    private static final int WORST = 1;

    private final Console console;

    @Option(names = "--json", description = "Print what is found as JSON.")
    private boolean json;

    @Mixin
    private StoreOption store = new StoreOption();

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        store.requireThere();
        var findings = new ArrayList<Finding>();
        try (var types = StepTypes.installed(); var engine = store.examine(types)) {
            new Doctor(store.location(), engine, types, Secrets.ENVIRONMENT, Instant.now()).examine(finding -> {
                findings.add(finding);
                tell(finding);
            });
        } catch (StoreException e) {
            var finding = new Finding(Finding.Level.FAILURE, "store", e.what(), e.remedy());
            findings.add(finding);
            tell(finding);
        }
        if (json) {
            console.out()
                    .println(JsonText.pretty(new Json.Arr(findings.stream().<Json>map(DoctorCommand::json).toList())));
        }
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAILURE)
                ? WORST
                : ExitCode.COMPLETED;
    }

    private void tell(Finding finding) {
        if (!json) {
            console.out().printf("%-8s %-13s %s%s%n", word(finding), finding.topic(), Text.line(finding.what()),
                    finding.remedy().isEmpty() ? "" : " " + Text.line(finding.remedy()));
        }
    }

    private static String word(Finding finding) {
        return finding.level().name().toLowerCase(Locale.ROOT);
    }

    private static Json json(Finding finding) {
        return Json.Obj.of("level", Json.of(word(finding))).with("topic", Json.of(finding.topic()))
                .with("what", Json.of(finding.what())).with("remedy", Json.of(finding.remedy()));
    }
}
