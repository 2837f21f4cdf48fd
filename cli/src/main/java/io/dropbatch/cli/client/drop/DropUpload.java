package io.dropbatch.cli.client.drop;

import io.dropbatch.cli.client.drop.DropFolder.LocalFile;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.ProgressDisplay;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.model.drop.DropManifest.Listed;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.BlobStore;
import io.dropbatch.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Uploads what was planned of a folder into the inbox, the trigger last. */
public final class DropUpload {

    private static final long SMALL = 4L << 20;
    private static final String BYTES = "application/octet-stream";

    private final BlobStore inbox;
    private final Clock clock;

    public DropUpload(BlobStore inbox, Clock clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    /**
     * Uploads the inputs, then the trigger. When that fails before the trigger is written, what was uploaded is removed.
     *
     * @param prefix the drop's folder, which nobody else uses
     * @param rescan reads the folder again, to see that nothing changed
     */
    public DropTrigger upload(String prefix, DropPlan plan, Rescan rescan, ProgressDisplay progress) {
        Map<String, Listed> uploaded = new ConcurrentSkipListMap<>();
        try {
            ParallelRunner.forEach(plan.files(), file -> {
                uploaded.put(file.path(), upload(prefix, file));
                progress.advance(1);
            });
            requireUnchanged(plan, rescan.folder());
            requireListed(plan, uploaded);
            parametersOfMarker(prefix, plan);
        } catch (RuntimeException e) {
            withdraw(prefix, plan);
            throw e;
        }
        String path = prefix + plan.trigger().file();
        return new DropTrigger(inbox.container(), path, create(path, trigger(plan, uploaded)), clock.instant());
    }

    /**
     * Writes the trigger only where there is none: the client repeats a request whose answer it missed, and a trigger that is
     * written twice has a second version, by which nobody knows the drop.
     *
     * @return its version
     */
    private String create(String path, byte[] trigger) {
        return inbox.writeIfAbsent(path, trigger, "application/json")
                .or(() -> inbox.facts(path).map(BlobDetails::etag))
                .orElseThrow(() -> new CliException(
                        inbox.container() + "/" + path + " was deleted while it was uploaded: submit again"));
    }

    /** Reads the folder once more. */
    @FunctionalInterface
    public interface Rescan {
        DropFolder folder();
    }

    private Listed upload(String prefix, LocalFile file) {
        try {
            String sha256 = file.bytes() <= SMALL ? uploadSmall(prefix, file) : uploadLarge(prefix, file);
            return new Listed(file.path(), file.bytes(), sha256);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.file(), e);
        }
    }

    private String uploadSmall(String prefix, LocalFile file) throws IOException {
        byte[] content = Files.readAllBytes(file.file());
        MessageDigest sha = Sha256Digest.digest();
        sha.update(content);
        inbox.write(prefix + file.path(), content, BYTES);
        return Sha256Digest.hex(sha);
    }

    private String uploadLarge(String prefix, LocalFile file) {
        MessageDigest sha = Sha256Digest.digest();
        inbox.stream(prefix + file.path(), BYTES, out -> {
            try (InputStream in = Files.newInputStream(file.file())) {
                in.transferTo(new DigestOutputStream(out, sha));
            }
        });
        return Sha256Digest.hex(sha);
    }

    private static void requireUnchanged(DropPlan plan, DropFolder now) {
        Map<String, LocalFile> before = new ConcurrentSkipListMap<>();
        plan.files().forEach(file -> before.put(file.path(), file));
        List<String> changed = new ArrayList<>();
        for (LocalFile file : now.files()) {
            LocalFile planned = before.remove(file.path());
            boolean isNew = planned == null && plan.manifest().inputs().isEmpty();
            if (isNew || (planned != null && !planned.equals(file))) {
                changed.add(file.path() + (isNew ? " (new)" : ""));
            }
        }
        before.keySet().forEach(path -> changed.add(path + " (gone)"));
        if (!changed.isEmpty()) {
            throw new CliException("files changed while they were uploaded, nothing was started: submit again when "
                    + plan.folder() + " is at rest:" + FolderWalk.lines(changed));
        }
    }

    /** The folder's own manifest may know hashes; sizes were compared before. */
    private static void requireListed(DropPlan plan, Map<String, Listed> uploaded) {
        List<String> others = plan.manifest().inputs().stream()
                .filter(input -> isOther(input.sha256(), uploaded.get(input.path())))
                .map(Listed::path)
                .toList();
        if (!others.isEmpty()) {
            throw new CliException("files are not what the manifest of " + plan.folder()
                    + " says, their SHA-256 differs; nothing was started:" + FolderWalk.lines(others));
        }
    }

    private static boolean isOther(@Nullable String sha256, @Nullable Listed uploaded) {
        return sha256 != null && uploaded != null && !sha256.equals(uploaded.sha256());
    }

    /** A marker is empty: its parameters lie in a manifest beside it, which has to be there first. */
    private void parametersOfMarker(String prefix, DropPlan plan) {
        Map<String, String> parameters = plan.manifest().parameters();
        if (plan.trigger() == DropTrigger.Kind.MARKER && !parameters.isEmpty()) {
            byte[] json = ModelJson.write(Map.of("parameters", parameters));
            inbox.write(prefix + DropTrigger.Kind.MANIFEST_YAML.file(), json, "application/yaml");
        }
    }

    private static byte[] trigger(DropPlan plan, Map<String, Listed> uploaded) {
        if (plan.trigger() == DropTrigger.Kind.MARKER) {
            return new byte[0];
        }
        return plan.asItIs()
                .map(DropUpload::read)
                .orElseGet(() -> ModelJson.write(new DropManifest(
                        List.copyOf(uploaded.values()),
                        plan.manifest().parameters(),
                        plan.manifest().deadline())));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private void withdraw(String prefix, DropPlan plan) {
        try {
            ParallelRunner.forEach(plan.files(), file -> inbox.delete(prefix + file.path()));
            inbox.delete(prefix + DropTrigger.Kind.MANIFEST_YAML.file());
        } catch (StoreException | CliException e) {
            // What stays is no drop: it has no trigger.
        }
    }
}
