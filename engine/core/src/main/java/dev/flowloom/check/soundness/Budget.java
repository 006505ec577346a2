package dev.flowloom.check.soundness;

/// How much is looked at before giving up. Counted and not timed, so that the same flow always has the same problems.
final class Budget {
    private final int whole;
    private int left;

    /// There is more than the budget allows to look at.
    static final class Spent extends Exception {
        private static final long serialVersionUID = 1L;

        Spent() {
            super(null, null, false, false);
        }
    }

    Budget(int whole) {
        this.whole = whole;
        left = whole;
    }

    boolean isHalfSpent() {
        return left < whole / 2;
    }

    void spend(int amount) throws Spent {
        left -= amount;
        if (left < 0) {
            throw new Spent();
        }
    }
}
