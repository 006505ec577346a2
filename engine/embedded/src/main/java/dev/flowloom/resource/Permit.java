package dev.flowloom.resource;

/// The leave to use a resource once. What came of it is told once, by whoever knows it first; that the use has ended is told
/// by itself, since what is interrupted may take its time.
public interface Permit {
    /// What a use says of the resource.
    enum Outcome {
        /// It works.
        SUCCEEDED,
        /// It doesn't.
        FAILED,
        /// Nothing.
        UNTOLD
    }

    void tell(Outcome outcome);

    /// It is used no more.
    void end();
}
