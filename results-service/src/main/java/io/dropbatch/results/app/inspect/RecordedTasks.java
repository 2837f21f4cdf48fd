package io.dropbatch.results.app.inspect;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.result.CarriedTask;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.results.app.port.CarriedLevels;
import io.dropbatch.results.app.port.TaskRecords;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What Batch said of the tasks of a level, whichever attempt ran them. */
public final class RecordedTasks {

    private final TaskRecords records;
    private final CarriedLevels carried;

    public RecordedTasks(TaskRecords records, CarriedLevels carried) {
        this.records = records;
        this.carried = carried;
    }

    /** The tasks that have ended, sorted by id; the caller closes the stream. */
    public Stream<TaskRecord> read(JobId job, int level) {
        Stream<TaskRecord> own = records.read(SystemLayout.levelTasks(job, level));
        if (job.attempt() == 1) {
            return own;
        }
        Stream<TaskRecord> taken = carried.read(job, level).map(CarriedTask::record);
        Iterator<TaskRecord> both = new MergedRecords(List.of(own.iterator(), taken.iterator()));
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(both, Spliterator.ORDERED), false)
                .onClose(own::close)
                .onClose(taken::close);
    }

    /** Brings sorted records together in the order of their tasks, holding one of each. */
    private static final class MergedRecords implements Iterator<TaskRecord> {

        private record Head(TaskRecord record, Iterator<TaskRecord> rest) {}

        private final PriorityQueue<Head> heads = new PriorityQueue<>(
                Comparator.comparing((Head head) -> head.record().task()));

        MergedRecords(List<Iterator<TaskRecord>> sources) {
            sources.forEach(this::take);
        }

        private void take(Iterator<TaskRecord> source) {
            if (source.hasNext()) {
                heads.add(new Head(source.next(), source));
            }
        }

        @Override
        public boolean hasNext() {
            return !heads.isEmpty();
        }

        @Override
        public TaskRecord next() {
            Head first = heads.remove();
            take(first.rest());
            return first.record();
        }
    }
}
