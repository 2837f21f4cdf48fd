package io.dropbatch.localazure.batch.node.transfer;

import io.dropbatch.localazure.batch.engine.model.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.model.task.OutputFile;
import io.dropbatch.localazure.batch.engine.run.RunOrder;
import io.dropbatch.localazure.batch.node.failure.RunFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Uploads a task's output files after its command ended, in the order in which the task names them. */
public final class OutputUploads {

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

    private final FileUploader uploader;

    public OutputUploads(BlobTransfers blobs) {
        this.uploader = new FileUploader(blobs);
    }

    /** Uploads the files for the run's result; returns the first failure, after trying all files. */
    @Nullable
    public FailureInfo send(RunOrder order, Map<String, String> environment, boolean success)
            throws InterruptedException {
        FailureInfo first = null;
        List<String> sent = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (OutputFile output : order.spec().outputFiles()) {
            if (!output.condition().holds(success)) {
                continue;
            }
            try {
                send(
                        output,
                        expanded(output.pattern(), environment),
                        order.place().directory(),
                        sent);
            } catch (RunFailure e) {
                failures.add(String.valueOf(e.info().details().get("Message")));
                first = first == null ? e.info() : first;
            }
        }
        UploadLog.write(order.place().directory(), sent, failures);
        return first;
    }

    private void send(OutputFile output, String pattern, Path directory, List<String> sent)
            throws RunFailure, InterruptedException {
        OutputPattern files = OutputPattern.parse(pattern, directory);
        try {
            for (Path file : files.find()) {
                String name = blobName(output, files, file);
                uploader.upload(file, new SignedBlobAddress(output.container()), name, output.headers());
                sent.add(name);
            }
        } catch (IOException e) {
            throw RunFailure.user(
                    "FileUploadMiscError", "Output files could not be uploaded", pattern + ": " + e.getMessage());
        }
    }

    /**
     * Without a wildcard the path is the blob's name; with one, it is the folder for the matches, which keep their
     * relative paths.
     */
    static String blobName(OutputFile output, OutputPattern files, Path file) {
        if (!files.wild()) {
            return output.path().isEmpty() ? file.getFileName().toString() : output.path();
        }
        String folder = output.path();
        String separator = folder.isEmpty() || folder.endsWith("/") ? "" : "/";
        return folder + separator + files.base().relativize(file);
    }

    private static String expanded(String pattern, Map<String, String> environment) {
        return VARIABLE.matcher(pattern).replaceAll(variable -> {
            String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
            return Matcher.quoteReplacement(environment.getOrDefault(name, variable.group()));
        });
    }
}
