package io.dropbatch.results.adapter.web;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.DownloadPaths;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import io.dropbatch.results.app.BrowseResults;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * The outputs of the last level in a zip archive, named as {@code dropbatch download} names them, made while it is sent.
 * If an output cannot be read, the archive is cut off, so that it is not mistaken for a complete one.
 */
record ResultZip(BrowseResults browse, SubmissionId submission) implements StreamingResponseBody {

    @Override
    public void writeTo(OutputStream out) throws IOException {
        // Not closed on failure: closing would write the directory of an incomplete archive.
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setLevel(Deflater.BEST_SPEED);
        DownloadPaths paths = paths();
        try (Stream<ManifestOutput> outputs = browse.result(submission)) {
            Iterator<ManifestOutput> each = outputs.iterator();
            while (each.hasNext()) {
                ManifestOutput output = each.next();
                add(zip, paths.of(output), output);
            }
        }
        zip.finish();
    }

    private DownloadPaths paths() {
        try (Stream<ManifestOutput> outputs = browse.result(submission)) {
            return DownloadPaths.of(outputs);
        }
    }

    private void add(ZipOutputStream zip, String path, ManifestOutput output) throws IOException {
        if (isUnsafe(path)) {
            return;
        }
        InputStream content = browse.open(submission, output)
                .orElseThrow(() -> new FileNotFoundException("an output that the manifest lists is gone"));
        try (content) {
            zip.putNextEntry(new ZipEntry(path));
            content.transferTo(zip);
            zip.closeEntry();
        }
    }

    /** Whether a path could leave the folder that the archive is unpacked into; the harness makes none. */
    private static boolean isUnsafe(String path) {
        return path.startsWith("/") || ("/" + path + "/").contains("/../");
    }
}
