package dev.flowloom.files;

import java.nio.file.Path;
import java.util.List;

import dev.flowloom.model.Problem;

/// What the user should know, without having to answer.
public interface Notices {

    /// A file could not be read or written.
    void trouble(FileTrouble trouble);

    /// A file is not a flow that can be opened. It stays as it is.
    void broken(Path file, List<Problem> problems);

    /// A draft can't be opened. It stays where it is.
    void brokenDraft(Drafts.Left left, List<Problem> problems);

    /// Another flow is open now: what was said of the one before no longer holds.
    ///
    /// @param problems what is wrong with the file that was opened
    void opened(List<Problem> problems, boolean readOnly);

    /// The open flow was written to its file: what was wrong with that no longer is.
    void saved();

    /// Something else changed the open file.
    ///
    /// @param desk can load it again, keep what is open, or say what differs
    /// @param gone whether it isn't there any more
    void changedElsewhere(FlowDesk desk, boolean gone);

    /// The file that was changed by something else is as it was before, or what to do about it was said.
    void asItWas();

    /// What differs between the open flow and its file, each in a line.
    void compared(List<String> differences);
}
