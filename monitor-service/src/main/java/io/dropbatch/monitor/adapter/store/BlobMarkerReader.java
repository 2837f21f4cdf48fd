package io.dropbatch.monitor.adapter.store;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.monitor.app.port.MarkerReader;
import io.dropbatch.monitor.app.port.RunHistory;
import io.dropbatch.monitor.domain.failure.RunMarker;
import io.dropbatch.store.BlobContent;
import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.BlobStore;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads markers that nodes uploaded; user code runs on nodes, so the content may be anything. */
public final class BlobMarkerReader implements MarkerReader, RunHistory {

    private static final int MOST_BLOBS = 5000;
    private static final long LARGEST = 1 << 20;
    private static final int MOST_RUNS = 20;

    private final BlobStore outputs;

    public BlobMarkerReader(BlobStore outputs) {
        this.outputs = outputs;
    }

    @Override
    public Optional<RunMarker> latest(JobId job, TaskId task) {
        List<BlobDetails> blobs = blobsOf(job, task);
        return blobs.stream()
                .filter(blob -> blob.bytes() <= LARGEST && isMarkerOf(blob.path(), job, task))
                .max(Comparator.comparing(BlobDetails::lastModified))
                .flatMap(marker -> read(marker, blobs));
    }

    @Override
    public List<TaskMarker> runs(JobId job, TaskId task) {
        return blobsOf(job, task).stream()
                .filter(blob -> blob.bytes() <= LARGEST && isMarkerOf(blob.path(), job, task))
                .limit(MOST_RUNS)
                .flatMap(blob -> outputs.read(blob.path()).stream())
                .flatMap(blob -> parse(blob).stream())
                .sorted(Comparator.comparing(TaskMarker::startedAt))
                .toList();
    }

    private List<BlobDetails> blobsOf(JobId job, TaskId task) {
        try (Stream<BlobDetails> blobs = outputs.list(OutputLayout.task(job, task) + "/")) {
            return blobs.limit(MOST_BLOBS).toList();
        }
    }

    private static boolean isMarkerOf(String path, JobId job, TaskId task) {
        return OutputLayout.parseMarker(path)
                .filter(marker -> marker.job().equals(job) && marker.task().equals(task))
                .isPresent();
    }

    private Optional<RunMarker> read(BlobDetails marker, List<BlobDetails> siblings) {
        return outputs.read(marker.path())
                .flatMap(BlobMarkerReader::parse)
                .map(parsed -> new RunMarker(parsed, logBeside(marker.path(), siblings)));
    }

    private static Optional<TaskMarker> parse(BlobContent blob) {
        try {
            return Optional.of(ModelJson.read(blob.bytes(), TaskMarker.class));
        } catch (UnreadableException notOurs) {
            return Optional.empty();
        }
    }

    private static @Nullable String logBeside(String marker, List<BlobDetails> siblings) {
        String folder = marker.substring(0, marker.length() - OutputLayout.MARKER.length()) + "logs/";
        return siblings.stream()
                .map(BlobDetails::path)
                .filter(path -> path.startsWith(folder))
                .max(Comparator.comparing(path -> path.endsWith("/stderr.txt")))
                .orElse(null);
    }
}
