package io.dropbatch.results.domain;

import io.dropbatch.model.result.VerifiedTask;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects the outputs to be read again: those that were written after their task had ended, and all of the last level
 * if it is small. What exceeds the limit is left to the comparison of lengths.
 */
public final class RecheckList {

    private final Share late;
    private final Share last;
    private final boolean lastLevel;

    public RecheckList(RecheckLimit limit, boolean lastLevel) {
        this.late = new Share(limit);
        this.last = new Share(limit);
        this.lastLevel = lastLevel;
    }

    public void add(TaskVerdict.Sound sound) {
        sound.writtenLate().forEach(late::offer);
        if (lastLevel) {
            VerifiedTask task = sound.task();
            task.outputs().forEach(o -> last.offer(new OutputRehash(task.blobOf(o), o.bytes(), o.sha256())));
        }
    }

    public List<OutputRehash> all() {
        Set<OutputRehash> all = new LinkedHashSet<>(late.chosen);
        if (!last.exceeded) {
            all.addAll(last.chosen);
        }
        return List.copyOf(all);
    }

    private static final class Share {

        private final RecheckLimit limit;
        private final Set<OutputRehash> chosen = new LinkedHashSet<>();
        private long bytes;
        private boolean exceeded;

        Share(RecheckLimit limit) {
            this.limit = limit;
        }

        void offer(OutputRehash rehash) {
            if (chosen.size() >= limit.outputs() || bytes + rehash.bytes() > limit.bytes()) {
                exceeded = true;
                return;
            }
            bytes += rehash.bytes();
            chosen.add(rehash);
        }
    }
}
