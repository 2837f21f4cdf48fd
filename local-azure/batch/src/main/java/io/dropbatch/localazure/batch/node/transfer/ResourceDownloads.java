package io.dropbatch.localazure.batch.node.transfer;

import io.dropbatch.localazure.batch.engine.model.task.ResourceFile;
import io.dropbatch.localazure.batch.node.failure.RunFailure;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Downloads a task's resource files into its working directory, streaming, a few at once. */
public final class ResourceDownloads {

    private static final int ATTEMPTS = 3;

    private final BlobTransfers blobs;
    private final AutoStorage autoStorage;

    public ResourceDownloads(BlobTransfers blobs, AutoStorage autoStorage) {
        this.blobs = blobs;
        this.autoStorage = autoStorage;
    }

    public void fetch(List<ResourceFile> files, Path workingDirectory) throws RunFailure, InterruptedException {
        if (files.size() == 1 && files.getFirst() instanceof ResourceFile.Single single) {
            download(single.address(), LocalFile.in(workingDirectory, single.filePath(), single.mode()));
            return;
        }
        try (DownloadsAtOnce downloads = new DownloadsAtOnce()) {
            for (ResourceFile file : files) {
                switch (file) {
                    case ResourceFile.Single single ->
                        begin(
                                downloads,
                                single.address(),
                                LocalFile.in(workingDirectory, single.filePath(), single.mode()));
                    case ResourceFile.Container container -> fetch(container, workingDirectory, downloads);
                    case ResourceFile.AutoStorage(String container, String prefix, String directory, String mode) ->
                        fetch(
                                new ResourceFile.Container(autoStorage.container(container), prefix, directory, mode),
                                workingDirectory,
                                downloads);
                }
            }
            downloads.finish();
        }
    }

    private void fetch(ResourceFile.Container container, Path workingDirectory, DownloadsAtOnce downloads)
            throws RunFailure, InterruptedException {
        SignedBlobAddress address = new SignedBlobAddress(container.address());
        String folder = container.directory().isEmpty() ? "" : container.directory() + "/";
        String marker = "";
        do {
            BlobListing page = list(address.list(container.prefix(), marker));
            for (String name : page.names()) {
                // Storage with a hierarchical namespace lists each folder as a blob.
                if (!name.endsWith("/")) {
                    begin(
                            downloads,
                            address.blob(name),
                            LocalFile.in(workingDirectory, folder + name, container.mode()));
                }
            }
            marker = page.nextMarker();
        } while (!marker.isEmpty());
    }

    private void begin(DownloadsAtOnce downloads, URI address, LocalFile file) throws RunFailure, InterruptedException {
        downloads.begin(file.path(), () -> download(address, file));
    }

    private BlobListing list(URI address) throws RunFailure, InterruptedException {
        try {
            try (BlobTransfers.Answer answer = blobs.get(address)) {
                refuse(answer, address);
                return BlobListing.read(answer.body());
            }
        } catch (IOException e) {
            throw interrupted(e, address);
        }
    }

    private void download(URI address, LocalFile file) throws RunFailure, InterruptedException {
        @Nullable RunFailure last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                try (BlobTransfers.Answer answer = blobs.get(address)) {
                    refuse(answer, address);
                    file.write(answer.body());
                    return;
                }
            } catch (IOException e) {
                last = interrupted(e, address);
            }
        }
        throw last == null ? failed("BlobDownloadMiscError", address, "") : last;
    }

    private static void refuse(BlobTransfers.Answer answer, URI address) throws RunFailure {
        int status = answer.status();
        if (status / 100 == 2) {
            return;
        }
        if (status == 404) {
            throw failed("BlobNotFound", address, "The blob or container does not exist");
        }
        if (status == 401 || status == 403) {
            throw failed("BlobAccessDenied", address, "Access is denied");
        }
        throw failed("BlobDownloadMiscError", address, "Storage answered " + status);
    }

    private static RunFailure interrupted(IOException e, URI address) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        String code = e instanceof SocketTimeoutException ? "BlobDownloadTimedOut" : "BlobDownloadMiscError";
        return failed(code, address, e.getClass().getSimpleName() + ": " + e.getMessage());
    }

    private static RunFailure failed(String code, URI address, String why) {
        // The query is a credential.
        String place = address.getScheme() + "://" + address.getRawAuthority() + address.getRawPath();
        return RunFailure.user(code, "A resource file could not be downloaded", why + " (" + place + ")");
    }
}
