package io.dropbatch.scheduler.adapter.store;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.result.CarriedTask;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.scheduler.app.port.VerifiedOutputs;
import io.dropbatch.store.BlobStore;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Records of verified levels and lists of merge inputs in the system container. */
public final class BlobVerifiedOutputs implements VerifiedOutputs {

    private final BlobStore system;
    private volatile @Nullable CarriedIndex latest;

    public BlobVerifiedOutputs(BlobStore system) {
        this.system = system;
    }

    @Override
    public Reading open(JobId job, int level, long offset) {
        String path = SystemLayout.levelOutputs(job, level);
        return new Lines(openAt(path, offset), offset);
    }

    @Override
    public int missing(JobId job, int level) {
        Optional<InputStream> record = system.open(SystemLayout.levelMissing(job, level));
        if (record.isEmpty()) {
            return 0;
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(record.get(), StandardCharsets.UTF_8))) {
            return (int) lines.lines().count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the level that was asked for last, the answer is kept: each slice of it asks again. */
    @Override
    public IntPredicate carried(JobId job, int level) {
        String path = SystemLayout.levelCarried(job, level);
        CarriedIndex known = latest;
        if (known == null || !known.path().equals(path)) {
            known = new CarriedIndex(path, read(path));
            latest = known;
        }
        return known.tasks()::get;
    }

    private record CarriedIndex(String path, BitSet tasks) {}

    private BitSet read(String path) {
        InputStream record =
                system.open(path).orElseThrow(() -> new IllegalStateException("the record " + path + " is not there"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(record, StandardCharsets.UTF_8))) {
            BitSet tasks = new BitSet();
            lines.lines()
                    .forEach(line -> tasks.set(
                            ModelJson.read(line, CarriedTask.class).task().index()));
            return tasks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void writeList(String path, String list) {
        system.write(path, list.getBytes(StandardCharsets.UTF_8), "text/plain; charset=utf-8");
    }

    private InputStream openAt(String path, long offset) {
        Optional<InputStream> lines = offset == 0
                ? system.open(path)
                : system.facts(path).flatMap(blob -> system.open(path, offset, blob.bytes() - offset));
        return lines.orElseThrow(() -> new IllegalStateException("the record " + path + " is not there"));
    }

    /** One verified task a line. */
    private static final class Lines implements Reading {

        private final InputStream in;
        private long offset;

        Lines(InputStream in, long offset) {
            this.in = new BufferedInputStream(in, 1 << 16);
            this.offset = offset;
        }

        @Override
        public Optional<VerifiedTask> next() {
            try {
                byte[] line = line();
                return line.length == 0 ? Optional.empty() : Optional.of(ModelJson.read(line, VerifiedTask.class));
            } catch (IOException e) {
                throw new UncheckedIOException("the record of a verified level cannot be read", e);
            }
        }

        @Override
        public long offset() {
            return offset;
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private byte[] line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(512);
            for (int next = in.read(); next >= 0; next = in.read()) {
                offset++;
                if (next == '\n') {
                    break;
                }
                line.write(next);
            }
            return line.toByteArray();
        }
    }
}
