package dev.flowloom.main;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;

import dev.flowloom.files.Drafts;
import dev.flowloom.files.FileTrouble;
import dev.flowloom.files.FlowDesk;
import dev.flowloom.files.Questions;
import dev.flowloom.files.Session;
import dev.flowloom.model.Diagram;
import dev.flowloom.panels.Banners;
import dev.flowloom.run.RunId;
import org.jspecify.annotations.Nullable;

/// The flows that are open, each in a tab of its own. There is always one, if only an empty one.
final class OpenFlows {
    private static final CompletionStage<Boolean> YES = CompletableFuture.completedStage(true);
    private static final CompletionStage<Boolean> NO = CompletableFuture.completedStage(false);

    private final Services services;
    private final Questions questions;
    private final TabPane strip;
    private final Runnable changed;
    private final Runnable leave;
    private final Consumer<RunId> letters;
    /// The files that are being opened.
    private final Set<Path> coming = new HashSet<>();
    private int made;

    /// @param questions asks the user about files
    /// @param strip shows the tabs
    /// @param changed is told when something else is open, looked at, or called otherwise
    /// @param leave ends the program: there is nothing left to close
    /// @param letters shows the dead letters of a run
    OpenFlows(Services services, Questions questions, TabPane strip, Diagram first, Runnable changed, Runnable leave,
            Consumer<RunId> letters) {
        this.services = services;
        this.questions = questions;
        this.strip = strip;
        this.changed = changed;
        this.leave = leave;
        this.letters = letters;
        strip.getTabs().add(tab(first));
        front().show();
        strip.getSelectionModel().selectedItemProperty().addListener((_, before, now) -> turned(before, now));
        strip.getTabs().subscribe(changed);
    }

    private FlowTab tab(Diagram diagram) {
        var page = new FlowPage(services, questions, diagram, this::openBeside, this::throwAway);
        page.showLettersBy(letters);
        return new FlowTab("flow-" + ++made, page, changed, this::close);
    }

    private void turned(@Nullable Tab before, @Nullable Tab now) {
        if (before instanceof FlowTab tab) {
            tab.page().hide();
        }
        if (now instanceof FlowTab tab) {
            tab.page().show();
            changed.run();
        }
    }

    private List<FlowTab> tabs() {
        return strip.getTabs().stream().map(FlowTab.class::cast).toList();
    }

    private FlowTab frontTab() {
        return (FlowTab) Objects.requireNonNull(strip.getSelectionModel().getSelectedItem());
    }

    /// The flow that is looked at.
    FlowPage front() {
        return frontTab().page();
    }

    /// From the first tab to the last.
    List<FlowPage> all() {
        return tabs().stream().map(FlowTab::page).toList();
    }

    /// What is to be open again at the next start.
    Session session() {
        return new Session(all().stream().map(page -> page.desk().place()).toList(),
                strip.getSelectionModel().getSelectedIndex());
    }

    /// Opens an empty flow, and turns to it.
    FlowPage addEmpty() {
        var tab = tab(Samples.empty());
        strip.getTabs().add(tab);
        select(tab);
        return tab.page();
    }

    /// Opens a flow without a file, and turns to it.
    FlowPage add(Diagram diagram) {
        var tab = tab(diagram);
        put(tab);
        select(tab);
        return tab.page();
    }

    /// Puts a tab after the others, or in the place of an empty one that nothing was done with.
    private void put(FlowTab tab) {
        var front = frontTab();
        if (front.page().isUntouched()) {
            strip.getTabs().add(strip.getTabs().indexOf(front), tab);
            select(tab);
            remove(front);
        } else {
            strip.getTabs().add(tab);
        }
    }

    private void select(FlowTab tab) {
        strip.getSelectionModel().select(tab);
        focus();
    }

    /// Gives the keys to the flow in front. Who goes along the tabs by arrow keys keeps them there.
    void focus() {
        var scene = strip.getScene();
        if (scene == null) {
            return;
        }
        // A page that just came to the front may not be visible before it is laid out, and could not have them.
        scene.addPostLayoutPulseListener(new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                front().focus();
            }
        });
        Platform.requestNextPulse();
    }

    /// Turns to a flow that is open.
    void select(FlowPage page) {
        tabs().stream().filter(tab -> tab.page().equals(page)).forEach(this::select);
    }

    /// Turns to the flow so many tabs further, round and round.
    void turn(int tabs) {
        select(tabs().get(Math.floorMod(strip.getSelectionModel().getSelectedIndex() + tabs, strip.getTabs().size())));
    }

    /// Asks for a file and opens it.
    void choose() {
        var chosen = front().desk().ask();
        if (chosen != null) {
            open(chosen);
        }
    }

    /// Opens a file and turns to it, or to the tab it is open in. What is wrong with it is told in the tab in front.
    CompletionStage<Boolean> open(Path path) {
        return services.aside().watch(bring(path, () -> front().banners(), "").thenApply(found -> {
            found.ifPresent(this::select);
            return found.isPresent();
        }));
    }

    /// Opens a file and turns to it. What is wrong with it is told in the tab in front.
    ///
    /// @param then gets its page, if it could be opened
    void openBeside(Path path, Consumer<FlowPage> then) {
        services.aside().watch(bring(path, () -> front().banners(), "").thenAccept(found -> found.ifPresent(page -> {
            select(page);
            then.accept(page);
        })));
    }

    /// Opens a file in a tab, unless it is open. Where that can't be done, there is no tab.
    ///
    /// @param complaints gives where to tell what is wrong with it
    CompletionStage<Optional<FlowPage>> bring(Path path, Supplier<Banners> complaints, String about) {
        var file = path.toAbsolutePath().normalize();
        var there = all().stream().filter(page -> file.equals(page.desk().file())).findFirst();
        if (there.isPresent() || !coming.add(file)) {
            return CompletableFuture.completedStage(there);
        }
        return bring(desk -> desk.open(file), complaints, about).whenComplete((_, _) -> coming.remove(file));
    }

    /// Goes on with work that an earlier process left, in a tab of its own. Where that can't be done, there is no tab.
    CompletionStage<Optional<FlowPage>> bring(Drafts.Left left, Supplier<Banners> complaints, String about) {
        return bring(desk -> desk.resume(left), complaints, about).thenApply(found -> {
            found.ifPresent(FlowPage::cameBack);
            return found;
        });
    }

    private CompletionStage<Optional<FlowPage>> bring(Function<FlowDesk, CompletionStage<Boolean>> deed,
            Supplier<Banners> complaints, String about) {
        var tab = tab(Samples.empty());
        var page = tab.page();
        return deed.apply(page.desk()).thenApply(done -> {
            if (done) {
                put(tab);
                return Optional.of(page);
            }
            page.banners().handTo(complaints.get(), about);
            page.close(complaints.get());
            return Optional.empty();
        });
    }

    /// Closes the flow in front, if its user lets go of what isn't saved.
    void closeFront() {
        close(frontTab());
    }

    /// Closes a flow, if its user lets go of what isn't saved.
    void close(FlowTab tab) {
        if (strip.getTabs().size() == 1 && tab.page().isUntouched()) {
            leave.run();
            return;
        }
        services.aside().watch(mayClose(tab).thenAccept(free -> {
            if (free && strip.getTabs().contains(tab)) {
                remove(tab);
            }
        }));
    }

    /// What is asked about is to be seen.
    private CompletionStage<Boolean> mayClose(FlowTab tab) {
        if (tab.page().desk().isChanged()) {
            select(tab);
        }
        return tab.page().mayClose();
    }

    private void remove(FlowTab tab) {
        if (strip.getTabs().size() == 1) {
            addEmpty();
        }
        strip.getTabs().remove(tab);
        tab.page().close(front().banners());
        focus();
    }

    /// Whether all may be closed. None is before all may.
    CompletionStage<Boolean> mayCloseAll() {
        var before = frontTab();
        return mayCloseAll(new HashMap<>()).thenApply(free -> {
            if (free) {
                select(before);
            }
            return free;
        });
    }

    // One after the other, until its user wants to keep one; and again where something was drawn since.
    private CompletionStage<Boolean> mayCloseAll(Map<FlowTab, Long> letGo) {
        for (var tab : tabs()) {
            if (tab.page().desk().isChanged() && !Objects.equals(letGo.get(tab), tab.page().editor().revision())) {
                return mayClose(tab).thenCompose(free -> {
                    letGo.put(tab, tab.page().editor().revision());
                    return free ? mayCloseAll(letGo) : NO;
                });
            }
        }
        return YES;
    }

    /// Answers when what was asked of the flows' files is done.
    CompletionStage<Boolean> rest() {
        var all = YES;
        for (var page : all()) {
            all = all.thenCompose(_ -> page.desk().rest());
        }
        return all;
    }

    void closeAll() {
        all().forEach(page -> page.close(page.banners()));
    }

    private void throwAway(Drafts.Left left) {
        services.aside().run(() -> drop(left), failed -> {
            if (failed != null) {
                front().trouble(failed);
            }
        });
    }

    private static @Nullable FileTrouble drop(Drafts.Left left) {
        try {
            left.slot().drop();
            left.slot().close();
            return null;
        } catch (FileTrouble e) {
            return e;
        }
    }
}
