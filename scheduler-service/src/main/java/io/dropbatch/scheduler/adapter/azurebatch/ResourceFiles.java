package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.models.ComputeNodeIdentityReference;
import com.microsoft.azure.batch.protocol.models.ResourceFile;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.BlobAccess;
import io.dropbatch.scheduler.domain.FileSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts file sources to Batch's resource files. */
final class ResourceFiles {

    /** The limit for all files of one task together: Batch keeps a task's properties in fields of this size. */
    private static final int MOST_CHARACTERS = 32_768;

    private ResourceFiles() {}

    /**
     * Names each blob by its own address if all fit: a folder costs a node two requests.
     *
     * @throws RefusedRequest when there are more files than Batch takes for one task
     */
    static List<ResourceFile> of(String whose, List<FileSource> sources, BlobAccess.Grant grant) {
        List<ResourceFile> named =
                sources.stream().map(source -> of(named(source), grant)).toList();
        if (size(named) <= MOST_CHARACTERS) {
            return named;
        }
        List<ResourceFile> files =
                sources.stream().map(source -> of(source, grant)).toList();
        int characters = size(files);
        if (characters > MOST_CHARACTERS) {
            throw new RefusedRequest(new BatchAnswer.Never(Failure.of(
                    FailureCode.INVALID_WORKLOAD,
                    "Batch takes at most 32,768 characters of addresses and paths for the files of one task, but "
                            + sources.size() + " files for " + whose + " have " + characters
                            + ": share fewer files (one archive instead of many), or merge with a smaller fanIn")));
        }
        return files;
    }

    static Optional<ComputeNodeIdentityReference> identity(BlobAccess.Grant grant) {
        return grant.identity().map(id -> new ComputeNodeIdentityReference().withResourceId(id));
    }

    private static ResourceFile of(FileSource source, BlobAccess.Grant grant) {
        ResourceFile file = switch (source) {
            case FileSource.OneBlob blob ->
                new ResourceFile()
                        .withHttpUrl(grant.blob(blob.place(), blob.blob()))
                        .withFilePath(blob.target());
            case FileSource.Folder folder ->
                new ResourceFile()
                        .withStorageContainerUrl(grant.container(folder.place()))
                        .withBlobPrefix(folder.prefix())
                        .withFilePath(folder.target());
        };
        identity(grant).ifPresent(file::withIdentityReference);
        return file;
    }

    private static FileSource named(FileSource source) {
        return source instanceof FileSource.Folder folder ? folder.named() : source;
    }

    private static int size(List<ResourceFile> files) {
        return files.stream().mapToInt(ResourceFiles::size).sum();
    }

    private static int size(ResourceFile file) {
        return length(file.httpUrl())
                + length(file.storageContainerUrl())
                + length(file.blobPrefix())
                + length(file.filePath());
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
