package dev.flowloom.document;

import java.util.Iterator;
import java.util.Map.Entry;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/// What differs between two sorted maps that share what is the same.
public final class Difference {
    private Difference() {}

    /// The keys that only one of the maps has, or whose values are not the same object.
    public static <K extends Comparable<K>, V> SequencedSet<K> of(SortedMap<K, V> before, SortedMap<K, V> after) {
        var changed = new TreeSet<K>();
        if (Identity.same(before, after)) {
            return changed;
        }
        var olds = before.entrySet().iterator();
        var news = after.entrySet().iterator();
        var old = next(olds);
        var now = next(news);
        while (old != null || now != null) {
            int order = old == null ? 1 : now == null ? -1 : old.getKey().compareTo(now.getKey());
            if (order != 0) {
                changed.add(order < 0 ? keyOf(old) : keyOf(now));
            } else if (old != null && now != null && !Identity.same(old.getValue(), now.getValue())) {
                changed.add(now.getKey());
            }
            old = order <= 0 ? next(olds) : old;
            now = order >= 0 ? next(news) : now;
        }
        return changed;
    }

    private static <K, V> K keyOf(@Nullable Entry<K, V> entry) {
        if (entry == null) {
            throw new IllegalStateException("the merge took from an empty side");
        }
        return entry.getKey();
    }

    private static <K, V> @Nullable Entry<K, V> next(Iterator<Entry<K, V>> entries) {
        return entries.hasNext() ? entries.next() : null;
    }
}
