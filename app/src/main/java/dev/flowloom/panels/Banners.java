package dev.flowloom.panels;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import static dev.flowloom.language.Texts.tr;

/// Messages over the top of the canvas, which stays where it is, that wait until the user has read them and keep nobody from working.
public final class Banners extends VBox {
    private final Map<String, Shown> shown = new LinkedHashMap<>();

    /// A message, and the banner it stands in.
    private record Shown(Kind kind, String message, String details, List<Action> actions, VBox banner) {}

    /// How much a message matters.
    public enum Kind { INFO, WARNING, ERROR }

    /// What the user can do about a message.
    ///
    /// @param stays whether the banner stays when it is done
    public record Action(String label, Runnable run, boolean stays) {
        public Action(String label, Runnable run) {
            this(label, run, false);
        }

        /// One that leaves it to others to clear the banner.
        public static Action staying(String label, Runnable run) {
            return new Action(label, run, true);
        }
    }

    public Banners() {
        getStyleClass().add("banners");
        setPickOnBounds(false);
        setMaxHeight(USE_PREF_SIZE);
        StackPane.setAlignment(this, Pos.TOP_CENTER);
    }

    /// Shows a message in the place of an older one about the same subject.
    ///
    /// @param subject what it is about, for [#clear(String)]
    /// @param details more, shown on request; empty for none
    public void show(String subject, Kind kind, String message, String details, Action... actions) {
        show(subject, kind, message, details, List.of(actions));
    }

    private void show(String subject, Kind kind, String message, String details, List<Action> actions) {
        clear(subject);
        var banner = new VBox(line(subject, kind, message, details, actions));
        banner.getStyleClass().addAll("banner", "banner-" + kind.name().toLowerCase(Locale.ROOT));
        banner.setId("banner-" + subject);
        shown.put(subject, new Shown(kind, message, details, actions, banner));
        getChildren().add(banner);
    }

    public void clear(String subject) {
        var old = shown.remove(subject);
        if (old != null) {
            getChildren().remove(old.banner);
        }
    }

    /// Shows these messages there from now on.
    ///
    /// @param about goes before what each is about, where there may be others about the same
    public void handTo(Banners other, String about) {
        List.copyOf(shown.entrySet()).forEach(entry -> {
            var it = entry.getValue();
            clear(entry.getKey());
            other.show(about + entry.getKey(), it.kind, it.message, it.details, it.actions);
        });
    }

    /// Shows more about a subject below its message, in the place of what was shown there.
    public void unfold(String subject, String details) {
        var it = shown.get(subject);
        if (it != null) {
            it.banner.getChildren().setAll(it.banner.getChildren().getFirst(), area(details));
        }
    }

    private static TextArea area(String details) {
        var area = new TextArea(details);
        area.setEditable(false);
        area.setPrefRowCount(8);
        area.getStyleClass().add("code");
        return area;
    }

    private HBox line(String subject, Kind kind, String message, String details, List<Action> actions) {
        var text = new Label(message);
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.getStyleClass().add("banner-text");
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        var icon = new Icon(icon(kind), 18);
        icon.getStyleClass().add("banner-icon");
        var line = new HBox(icon, text);
        line.getStyleClass().add("banner-line");
        if (!details.isBlank()) {
            line.getChildren().add(detailsLink(subject, details));
        }
        for (var action : actions) {
            line.getChildren().add(button(subject, action));
        }
        var close = new Button("", new Icon(Icon.Shape.CLOSE, 14));
        close.setAccessibleText(tr("Close this message"));
        close.getStyleClass().addAll("flat", "small", "button-icon");
        close.setOnAction(_ -> clear(subject));
        line.getChildren().add(close);
        return line;
    }

    private Button button(String subject, Action action) {
        var button = new Button(action.label());
        button.getStyleClass().add("small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> {
            if (!action.stays()) {
                clear(subject);
            }
            action.run().run();
        });
        return button;
    }

    private Hyperlink detailsLink(String subject, String details) {
        var link = new Hyperlink(tr("Details"));
        link.setMinWidth(Region.USE_PREF_SIZE);
        link.setOnAction(_ -> {
            var it = shown.get(subject);
            if (it != null && it.banner.getChildren().size() == 1) {
                it.banner.getChildren().add(area(details));
            } else if (it != null) {
                it.banner.getChildren().remove(1);
            }
        });
        return link;
    }

    private static String icon(Kind kind) {
        return switch (kind) {
            case INFO -> Icon.Shape.INFO;
            case WARNING -> Icon.Shape.WARNING;
            case ERROR -> Icon.Shape.ERROR;
        };
    }
}
