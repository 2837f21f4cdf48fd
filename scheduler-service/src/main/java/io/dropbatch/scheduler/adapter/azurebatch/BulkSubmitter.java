package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.Tasks;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Adds any number of tasks to a job, a few requests at a time. A task counts as added only when Batch has confirmed
 * that task. Replaces the SDK's {@code createTasks}, which hangs, or returns with tasks missing, when a request fails,
 * is answered with an error or has to be split.
 */
final class BulkSubmitter {

    private static final int AT_A_TIME = 4;

    private final Tasks batch;
    private final RequestSizes sizes;
    private final BatchRetryPolicy batchRetryPolicy;
    private final Runnable firstChunkAdded;

    /** @param firstChunkAdded a crash point, reached when the first tasks of a call are on Batch */
    BulkSubmitter(Tasks batch, RequestSizes sizes, BatchRetryPolicy batchRetryPolicy, Runnable firstChunkAdded) {
        this.batch = batch;
        this.sizes = sizes;
        this.batchRetryPolicy = batchRetryPolicy;
        this.firstChunkAdded = firstChunkAdded;
    }

    /** Returns done when every task is on Batch, otherwise a refusal; after a refusal some tasks may be on Batch. */
    BatchAnswer submit(String job, Iterator<TaskAddParameter> tasks) {
        return new Submission(job).run(new TaskChunks(tasks, sizes));
    }

    /** The state of one call. */
    private final class Submission {

        private final String job;
        private final Semaphore slots = new Semaphore(AT_A_TIME);
        private final AtomicReference<BatchAnswer> answer = new AtomicReference<>(BatchAnswer.done());

        Submission(String job) {
            this.job = job;
        }

        /**
         * Sends the first chunk alone: a job that Batch refuses costs one request, and nodes can still begin at once.
         */
        BatchAnswer run(Iterator<List<TaskAddParameter>> chunks) {
            try {
                return chunks.hasNext() ? runFrom(chunks) : BatchAnswer.done();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while tasks were submitted", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("tasks could not be submitted", e.getCause());
            }
        }

        private BatchAnswer runFrom(Iterator<List<TaskAddParameter>> chunks)
                throws InterruptedException, ExecutionException {
            BatchAnswer first = chunk(chunks.next()).send();
            if (!(first instanceof BatchAnswer.Done)) {
                return first;
            }
            firstChunkAdded.run();
            return chunks.hasNext() ? runTogether(chunks) : first;
        }

        private BatchAnswer runTogether(Iterator<List<TaskAddParameter>> chunks)
                throws InterruptedException, ExecutionException {
            try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> sending = new ArrayList<>();
                while (chunks.hasNext() && answer.get() instanceof BatchAnswer.Done) {
                    TaskChunk chunk = chunk(chunks.next());
                    slots.acquire();
                    sending.add(senders.submit(() -> send(chunk)));
                }
                for (Future<?> sent : sending) {
                    sent.get();
                }
                return answer.get();
            }
        }

        private TaskChunk chunk(List<TaskAddParameter> tasks) {
            return new TaskChunk(batch, job, batchRetryPolicy, tasks);
        }

        private Void send(TaskChunk chunk) throws InterruptedException {
            try {
                BatchAnswer sent = chunk.send();
                if (!(sent instanceof BatchAnswer.Done)) {
                    answer.accumulateAndGet(sent, Submission::worse);
                }
                return null;
            } finally {
                slots.release();
            }
        }

        private static BatchAnswer worse(BatchAnswer one, BatchAnswer other) {
            return one instanceof BatchAnswer.Never ? one : other;
        }
    }
}
