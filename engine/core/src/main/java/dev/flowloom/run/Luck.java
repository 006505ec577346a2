package dev.flowloom.run;

/// Draws numbers from a run's recorded seed, so that deciding again draws the same. The mixing is that of SplitMix64
/// (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014).
final class Luck {
    private Luck() {}

    /// A seed of its own for one purpose.
    static long seed(long runSeed, VisitId visit, int attempt) {
        return mix(runSeed + mix(visit.number() * 0x9E3779B97F4A7C15L + attempt));
    }

    /// Evenly between 0 and 1.
    static double unit(long seed) {
        return (mix(seed) >>> 11) * 0x1.0p-53;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
