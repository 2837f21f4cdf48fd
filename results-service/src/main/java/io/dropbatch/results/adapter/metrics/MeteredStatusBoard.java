package io.dropbatch.results.adapter.metrics;

import io.dropbatch.model.result.DropStatus;
import io.dropbatch.results.app.port.StatusBoard;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/** Counts the statuses that are written. */
public final class MeteredStatusBoard implements StatusBoard {

    private final StatusBoard board;
    private final Counter written;

    public MeteredStatusBoard(StatusBoard board, MeterRegistry meters) {
        this.board = board;
        this.written = Counter.builder("dropbatch.status.writes")
                .description("Statuses written beside triggers")
                .register(meters);
    }

    @Override
    public Optional<Posted> read(String path) {
        return board.read(path);
    }

    @Override
    public Optional<Posted> post(String path, DropStatus status) {
        return counted(board.post(path, status));
    }

    @Override
    public Optional<Posted> replace(String path, Posted posted, DropStatus next) {
        return counted(board.replace(path, posted, next));
    }

    private Optional<Posted> counted(Optional<Posted> posted) {
        if (posted.isPresent()) {
            written.increment();
        }
        return posted;
    }
}
