package io.dropbatch.localazure.batch.engine.model.task;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.RequestDocument;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files to download into a task's working directory before its command runs. */
public sealed interface ResourceFile {

    int LARGEST_LIST = 32_768;
    List<String> SOURCES = List.of("httpUrl", "storageContainerUrl", "autoStorageContainerName");

    /** One file by its address. */
    record Single(URI address, String filePath, @Nullable String mode) implements ResourceFile {}

    /** All blobs of a container whose names begin with a prefix, under their own names. */
    record Container(
            URI address,
            String prefix,
            String directory,
            @Nullable String mode) implements ResourceFile {}

    /** All blobs of a container of the account's own storage whose names begin with a prefix, under their own names. */
    record AutoStorage(
            String container,
            String prefix,
            String directory,
            @Nullable String mode) implements ResourceFile {}

    /** Reads a list of files; Azure limits the size of its JSON. */
    static List<ResourceFile> readAll(RequestDocument owner, String property) {
        if (owner.tree().path(property).toString().length() > LARGEST_LIST) {
            throw BatchError.of(ErrorCode.RequestEntityTooLarge);
        }
        return owner.list(property).stream().map(ResourceFile::read).toList();
    }

    static ResourceFile read(RequestDocument document) {
        document.refuse("identityReference");
        String mode = document.textOrNull("fileMode");
        if (mode != null && !mode.matches("[0-7]{3,4}")) {
            throw document.invalid("fileMode", "An octal file mode of 3 or 4 digits is expected.");
        }
        long sources = SOURCES.stream().filter(document::has).count();
        if (sources != 1) {
            throw document.invalid("httpUrl", "Exactly one of " + String.join(", ", SOURCES) + " must be specified.");
        }
        if (document.has("httpUrl") && document.has("blobPrefix")) {
            throw document.invalid("blobPrefix", "A prefix goes with a container only.");
        }
        if (document.has("autoStorageContainerName")) {
            return autoStorage(document, mode);
        }
        if (document.has("storageContainerUrl")) {
            return new Container(
                    ResourceAddresses.read(document, "storageContainerUrl"),
                    document.text("blobPrefix", ""),
                    document.text("filePath", ""),
                    mode);
        }
        return new Single(ResourceAddresses.read(document, "httpUrl"), document.text("filePath"), mode);
    }

    private static AutoStorage autoStorage(RequestDocument document, @Nullable String mode) {
        String container = document.text("autoStorageContainerName");
        if (!container.matches("(?!-)[-a-z0-9]{3,63}")) {
            throw document.invalid("autoStorageContainerName", "The name of a container is expected.");
        }
        return new AutoStorage(container, document.text("blobPrefix", ""), document.text("filePath", ""), mode);
    }
}
