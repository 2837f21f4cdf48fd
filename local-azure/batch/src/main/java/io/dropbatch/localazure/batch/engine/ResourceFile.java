package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.document.Document;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What to bring into a task's working directory before its command runs. */
public sealed interface ResourceFile {

    /** One file by its address. */
    record Single(URI address, String filePath, @Nullable String mode) implements ResourceFile {}

    /** All blobs of a container whose names begin with a prefix, under their own names. */
    record Container(
            URI address,
            String prefix,
            String directory,
            @Nullable String mode) implements ResourceFile {}

    static ResourceFile read(Document document) {
        document.refuse("autoStorageContainerName", "identityReference");
        String mode = document.textOrNull("fileMode");
        if (mode != null && !mode.matches("[0-7]{3,4}")) {
            throw document.invalid("fileMode", "An octal file mode of 3 or 4 digits is expected.");
        }
        boolean container = document.has("storageContainerUrl");
        if (container == document.has("httpUrl")) {
            throw document.invalid("httpUrl", "Exactly one of httpUrl and storageContainerUrl must be specified.");
        }
        if (container) {
            return new Container(
                    Addresses.read(document, "storageContainerUrl"),
                    document.text("blobPrefix", ""),
                    document.text("filePath", ""),
                    mode);
        }
        return new Single(Addresses.read(document, "httpUrl"), document.text("filePath"), mode);
    }
}
