package dev.flowloom.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

import com.sun.management.GarbageCollectionNotificationInfo;

/// How much of the heap was in use at most, right after a collection that came by itself: garbage that was not collected yet
/// says nothing, and collections that are asked for take time from what is measured.
final class HeapPeak {
    private final Set<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP).map(pool -> pool.getName()).collect(Collectors.toSet());
    private final AtomicLong most = new AtomicLong();

    /// From now on.
    HeapPeak() {
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector).addNotificationListener((notification, _) -> take(notification),
                    notification -> notification.getType()
                            .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION),
                    null);
        }
    }

    private void take(Notification notification) {
        var after = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData()).getGcInfo()
                .getMemoryUsageAfterGc();
        long used = after.entrySet().stream().filter(pool -> pools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed()).sum();
        most.accumulateAndGet(used, Math::max);
    }

    double megabytes() {
        return most.get() / 1048576.0;
    }
}
