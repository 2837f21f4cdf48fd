package io.dropbatch.localazure.batch.node.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two files beside a task's output that list the uploads; without addresses, since these contain signatures. */
final class UploadLog {

    private static final Logger LOG = LoggerFactory.getLogger(UploadLog.class);

    private UploadLog() {}

    static void write(Path directory, List<String> sent, List<String> failures) {
        try {
            Files.write(directory.resolve("fileuploadout.txt"), sent);
            Files.write(directory.resolve("fileuploaderr.txt"), failures);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("Cannot write the log of an upload");
        }
    }
}
