package io.dropbatch.monitor.adapter.store;

import io.dropbatch.codec.Json;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.monitor.app.port.Markers;
import io.dropbatch.monitor.domain.failure.MarkedRun;
import io.dropbatch.store.BlobContent;
import io.dropbatch.store.BlobFacts;
import io.dropbatch.store.Blobs;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Markers as the nodes uploaded them; user code runs there, so they may be anything. */
public final class BlobMarkers implements Markers {

    private static final int MOST_BLOBS = 5000;
    private static final long LARGEST = 1 << 20;

    private final Blobs outputs;

    public BlobMarkers(Blobs outputs) {
        this.outputs = outputs;
    }

    @Override
    public Optional<MarkedRun> latest(JobId job, TaskId task) {
        List<BlobFacts> blobs = blobsOf(job, task);
        return blobs.stream()
                .filter(blob -> blob.bytes() <= LARGEST && isMarkerOf(blob.path(), job, task))
                .max(Comparator.comparing(BlobFacts::lastModified))
                .flatMap(marker -> read(marker, blobs));
    }

    private List<BlobFacts> blobsOf(JobId job, TaskId task) {
        try (Stream<BlobFacts> blobs = outputs.list(OutputLayout.task(job, task) + "/")) {
            return blobs.limit(MOST_BLOBS).toList();
        }
    }

    private static boolean isMarkerOf(String path, JobId job, TaskId task) {
        return OutputLayout.parseMarker(path)
                .filter(marker -> marker.job().equals(job) && marker.task().equals(task))
                .isPresent();
    }

    private Optional<MarkedRun> read(BlobFacts marker, List<BlobFacts> siblings) {
        return outputs.read(marker.path())
                .flatMap(BlobMarkers::parse)
                .map(parsed -> new MarkedRun(parsed, logBeside(marker.path(), siblings)));
    }

    private static Optional<TaskMarker> parse(BlobContent blob) {
        try {
            return Optional.of(Json.read(blob.bytes(), TaskMarker.class));
        } catch (UnreadableException notOurs) {
            return Optional.empty();
        }
    }

    private static @Nullable String logBeside(String marker, List<BlobFacts> siblings) {
        String folder = marker.substring(0, marker.length() - OutputLayout.MARKER.length()) + "logs/";
        return siblings.stream()
                .map(BlobFacts::path)
                .filter(path -> path.startsWith(folder))
                .max(Comparator.comparing(path -> path.endsWith("/stderr.txt")))
                .orElse(null);
    }
}
