package dev.flowloom.bench.dbos;

/// The workflows, as DBOS has them: methods.
public interface Bodies {
    void sequence(int steps);

    void saga();
}
