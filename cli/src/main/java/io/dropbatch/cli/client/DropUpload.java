package io.dropbatch.cli.client;

import io.dropbatch.cli.console.ProgressDisplay;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.model.drop.DropManifest.Listed;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.workload.StartCondition;
import io.dropbatch.store.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Uploads a folder into the inbox, the trigger last. */
final class DropUpload {

    private static final long SMALL = 4L << 20;
    private static final String BYTES = "application/octet-stream";

    private final BlobStore inbox;
    private final Clock clock;

    DropUpload(BlobStore inbox, Clock clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    /**
     * Uploads the inputs, then the trigger: the folder's own if it has one, else a manifest that lists every input with
     * size and SHA-256, or a marker.
     *
     * @param name of the drop, one folder of the inbox
     * @param start how the workload starts
     * @param parameters for a manifest that is made here
     */
    DropTrigger upload(
            WorkloadName workload,
            String name,
            DropFolder folder,
            StartCondition.On start,
            Map<String, String> parameters,
            ProgressDisplay progress) {
        String prefix = workload + "/" + name + "/";
        Map<String, Listed> listed = new ConcurrentSkipListMap<>();
        ParallelRunner.forEach(folder.inputs(), input -> {
            listed.put(input.path(), upload(prefix, input));
            progress.advance(1);
        });
        return trigger(
                prefix, folder, start, new DropManifest(listed.values().stream().toList(), parameters, null));
    }

    private Listed upload(String prefix, DropFolder.Input input) {
        try {
            String sha256 = input.bytes() <= SMALL ? uploadSmall(prefix, input) : uploadLarge(prefix, input);
            return new Listed(input.path(), input.bytes(), sha256);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + input.file(), e);
        }
    }

    private String uploadSmall(String prefix, DropFolder.Input input) throws IOException {
        byte[] content = Files.readAllBytes(input.file());
        MessageDigest sha = Sha256Digest.digest();
        sha.update(content);
        inbox.write(prefix + input.path(), content, BYTES);
        return Sha256Digest.hex(sha);
    }

    private String uploadLarge(String prefix, DropFolder.Input input) {
        MessageDigest sha = Sha256Digest.digest();
        inbox.stream(prefix + input.path(), BYTES, out -> {
            try (InputStream in = Files.newInputStream(input.file())) {
                in.transferTo(new DigestOutputStream(out, sha));
            }
        });
        return Sha256Digest.hex(sha);
    }

    private DropTrigger trigger(String prefix, DropFolder folder, StartCondition.On start, DropManifest manifest) {
        Optional<String> own = folder.trigger().map(file -> file.getFileName().toString());
        String file = own.orElse(
                start == StartCondition.On.MARKER
                        ? DropTrigger.Kind.MARKER.file()
                        : DropTrigger.Kind.MANIFEST_JSON.file());
        byte[] content = folder.trigger().map(DropUpload::read).orElseGet(() -> content(start, manifest));
        String etag = inbox.write(prefix + file, content, "application/json");
        return new DropTrigger(inbox.container(), prefix + file, etag, clock.instant());
    }

    private static byte[] content(StartCondition.On start, DropManifest manifest) {
        return start == StartCondition.On.MARKER ? new byte[0] : ModelJson.write(manifest);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
