package io.dropbatch.observability;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A metric as services expose it.
 *
 * @param name without the endings of its series, such as {@code _bucket}
 * @param labels without those that every metric of its kind has
 * @param services that expose it
 */
record MetricFamily(String name, String type, String meaning, SortedSet<String> labels, SortedSet<String> services) {

    /** The same metric as another service exposes it. */
    MetricFamily and(MetricFamily other) {
        SortedSet<String> allLabels = new TreeSet<>(labels);
        allLabels.addAll(other.labels);
        SortedSet<String> allServices = new TreeSet<>(services);
        allServices.addAll(other.services);
        return new MetricFamily(name, type, meaning, allLabels, allServices);
    }
}
