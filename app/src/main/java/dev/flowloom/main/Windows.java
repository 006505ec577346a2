package dev.flowloom.main;

import javafx.stage.Stage;

/// The windows that are open.
interface Windows {

    /// Opens one more, with an empty flow.
    void openNew();

    /// Closes one, if its user lets go of what isn't saved.
    void close(Stage stage);

    /// Closes all; the program ends with the last.
    void quit();
}
