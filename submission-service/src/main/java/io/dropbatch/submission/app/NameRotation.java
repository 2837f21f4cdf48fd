package io.dropbatch.submission.app;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Returns a few of many names at a time, in rotation. */
final class NameRotation {

    private final int most;
    private String last = "";

    NameRotation(int most) {
        this.most = most;
    }

    List<String> next(Collection<String> names) {
        TreeSet<String> sorted = new TreeSet<>(names);
        List<String> chosen = new ArrayList<>(most);
        sorted.tailSet(last, false).stream().limit(most).forEach(chosen::add);
        sorted.headSet(last, true).stream().limit(most - chosen.size()).forEach(chosen::add);
        if (!chosen.isEmpty()) {
            last = chosen.getLast();
        }
        return chosen;
    }
}
