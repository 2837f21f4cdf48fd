package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.models.ComputeNodeIdentityReference;
import com.microsoft.azure.batch.protocol.models.ResourceFile;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.planning.task.FileSource;
import io.dropbatch.scheduler.app.port.BlobAccess;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts file sources to Batch's resource files. */
final class ResourceFiles {

    /** The limit for the JSON of all files of one task together: Batch keeps a task's properties in fields of this size. */
    static final int MOST_CHARACTERS = 32_768;

    private ResourceFiles() {}

    /**
     * Names each blob by its own address if all fit: a folder costs a node two requests. Falls back to folders, and to
     * the fewer sources last.
     *
     * @throws RefusedRequest when there are more files than Batch takes for one task
     */
    static List<ResourceFile> of(
            String whose, List<FileSource> sources, List<FileSource> fewer, BlobAccess.Grant grant) {
        List<ResourceFile> files =
                sources.stream().map(source -> of(named(source), grant)).toList();
        if (size(files) > MOST_CHARACTERS) {
            files = sources.stream().map(source -> of(source, grant)).toList();
        }
        if (size(files) > MOST_CHARACTERS && !fewer.isEmpty()) {
            files = fewer.stream().map(source -> of(source, grant)).toList();
        }
        int characters = size(files);
        if (characters > MOST_CHARACTERS) {
            throw new RefusedRequest(Failure.of(
                    FailureCode.INVALID_WORKLOAD,
                    String.format(
                            Locale.ROOT,
                            "Batch takes at most 32,768 characters of addresses and paths for the files of one task,"
                                    + " but %,d files for %s have %,d: %s",
                            files.size(),
                            whose,
                            characters,
                            "put shared files into a folder that holds nothing else, and give a task fewer files of its"
                                    + " own (one archive instead of many)")));
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

    /** The length of the list as JSON, to the character: Azure counts what it is sent. */
    static int size(List<ResourceFile> files) {
        return files.stream().mapToInt(file -> size(file) + 1).sum() + 1;
    }

    private static int size(ResourceFile file) {
        int fields = field("httpUrl", file.httpUrl())
                + field("storageContainerUrl", file.storageContainerUrl())
                + field("blobPrefix", file.blobPrefix())
                + field("filePath", file.filePath());
        ComputeNodeIdentityReference identity = file.identityReference();
        if (identity != null) {
            fields += field("identityReference", "") + field("resourceId", identity.resourceId()) - 1;
        }
        return fields + 1;
    }

    /** {@code "name":"value",} */
    private static int field(String name, @Nullable String value) {
        return value == null ? 0 : name.length() + value.length() + escapes(value) + 6;
    }

    private static int escapes(String value) {
        return (int) value.chars().filter(c -> c == '"' || c == '\\').count();
    }
}
