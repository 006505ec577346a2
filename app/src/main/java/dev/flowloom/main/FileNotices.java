package dev.flowloom.main;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.flowloom.files.Drafts;
import dev.flowloom.files.FileTrouble;
import dev.flowloom.files.FlowDesk;
import dev.flowloom.files.Notices;
import dev.flowloom.model.Problem;
import dev.flowloom.panels.Banners;
import dev.flowloom.panels.Banners.Action;
import dev.flowloom.panels.Banners.Kind;

import static dev.flowloom.language.Texts.tr;

/// Tells in banners, and in the list of problems, what there is to say of files.
final class FileNotices implements Notices {
    private static final String SUBJECT = "file";
    private static final String ELSEWHERE = "elsewhere";
    private static final String DRAFT = "draft";
    private static final System.Logger LOG = System.getLogger(FileNotices.class.getName());

    private final Banners banners;
    private final KnownProblems known;
    private final Runnable showProblems;
    private final Runnable opened;
    private final Consumer<Drafts.Left> throwAway;

    /// @param showProblems brings the list of problems to the front
    /// @param opened is told that another flow is open
    /// @param throwAway throws a draft away that was left
    FileNotices(Banners banners, KnownProblems known, Runnable showProblems, Runnable opened,
            Consumer<Drafts.Left> throwAway) {
        this.banners = banners;
        this.known = known;
        this.showProblems = showProblems;
        this.opened = opened;
        this.throwAway = throwAway;
    }

    @Override
    public void trouble(FileTrouble trouble) {
        // What the user can mend is told to the user; the log has it for the cause.
        LOG.log(trouble.getCause() instanceof IOException ? Level.INFO : Level.WARNING, trouble.message(), trouble);
        banners.show(SUBJECT, Kind.ERROR, trouble.message() + " " + trouble.remedy(), "");
    }

    @Override
    public void broken(Path file, List<Problem> problems) {
        banners.show(SUBJECT, Kind.ERROR, tr("%s can’t be opened; it stays as it is. %s", file.getFileName(),
                first(problems)), list(problems));
    }

    @Override
    public void brokenDraft(Drafts.Left left, List<Problem> problems) {
        banners.show(SUBJECT, Kind.ERROR,
                tr("The draft of “%s” can’t be opened; it stays where it is, in %s, and can be read with a text editor. %s",
                        left.draft().title(), left.slot().file(), first(problems)),
                list(problems), new Action(tr("Throw it away"), () -> throwAway.accept(left)));
    }

    /// Says that the flow holds work which an earlier process left.
    void cameBack(String title) {
        banners.show(DRAFT, Kind.INFO,
                tr("“%s” was not saved before Flowloom ended; your work is here again. Save it to keep it.", title),
                "");
    }

    /// Nobody ended anything.
    void wasNotAway() {
        banners.clear(DRAFT);
    }

    @Override
    public void opened(List<Problem> problems, boolean readOnly) {
        banners.clear(SUBJECT);
        banners.clear(ELSEWHERE);
        known.opened(problems);
        if (readOnly) {
            banners.show(SUBJECT, Kind.WARNING, tr(
                    "A newer version of Flowloom made this flow. You can look at it and save a copy, but not change it here."),
                    list(problems));
        } else if (!problems.isEmpty()) {
            banners.show(SUBJECT, Kind.WARNING, problems.size() == 1
                    ? tr("There is a problem with the file. It was opened all the same.")
                    : tr("There are %d problems with the file. It was opened all the same.", problems.size()), "",
                    Action.staying(tr("Show me"), showProblems));
        }
        opened.run();
    }

    @Override
    public void saved() {
        banners.clear(SUBJECT);
        banners.clear(DRAFT);
        banners.clear(ELSEWHERE);
        known.saved();
    }

    @Override
    public void changedElsewhere(FlowDesk desk, boolean gone) {
        var reload = Action.staying(tr("Reload"), desk::reload);
        var compare = Action.staying(tr("Compare"), desk::compare);
        if (gone) {
            banners.show(ELSEWHERE, Kind.WARNING, tr(
                    "“%s” is not there any more: something else moved or deleted it. The flow is still here; save it to write the file again.",
                    desk.title()), "");
        } else if (desk.isChanged()) {
            banners.show(ELSEWHERE, Kind.WARNING,
                    tr("“%s” was changed by something else, and there are changes here that aren’t saved. Reload shows what the file holds now; Undo brings yours back. Keep mine lets the next save replace it.",
                            desk.title()),
                    "", reload,
                    Action.staying(tr("Keep mine"), desk::keepMine), compare);
        } else {
            banners.show(ELSEWHERE, Kind.INFO,
                    tr("“%s” was changed by something else since it was opened or saved here.", desk.title()), "",
                    reload, compare);
        }
    }

    @Override
    public void asItWas() {
        banners.clear(ELSEWHERE);
    }

    @Override
    public void compared(List<String> differences) {
        banners.unfold(ELSEWHERE, differences.isEmpty()
                ? tr("The flow here and the one in the file are the same.")
                : String.join("\n", differences));
    }

    private static String first(List<Problem> problems) {
        return problems.isEmpty() ? "" : said(problems.getFirst());
    }

    private static String said(Problem problem) {
        return tr(problem.what()) + " " + tr(problem.cure());
    }

    private static String list(List<Problem> problems) {
        return problems.stream().map(problem -> {
            var position = problem.place().position();
            var where = position == null ? "" : tr("Line %d, column %d: ", position.line(), position.column());
            return where + said(problem);
        }).collect(Collectors.joining("\n"));
    }
}
