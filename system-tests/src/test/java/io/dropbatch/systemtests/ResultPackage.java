package io.dropbatch.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A result package as a downstream developer who trusts nobody reads it. */
record ResultPackage(ResultManifest manifest, Map<String, byte[]> contents) {

    /**
     * Waits for the result, downloads it and checks every output against the manifest, and that nothing else lies
     * beside them.
     */
    static ResultPackage of(Dropped drop) {
        OutputReady ready = drop.ready();
        ResultManifest manifest = drop.manifest(ready);
        BlobContainerClient outputs = drop.house().container(ready.container());
        Map<String, byte[]> contents = new TreeMap<>();
        List<String> listed = new ArrayList<>();
        Set<String> runs = new HashSet<>();
        for (ManifestOutput output : manifest.outputs()) {
            byte[] content =
                    outputs.getBlobClient(output.blob()).downloadContent().toBytes();
            assertThat((long) content.length).as(output.blob()).isEqualTo(output.bytes());
            assertThat(Sha256.of(content)).as(output.blob()).isEqualTo(output.sha256());
            contents.put(output.task() + "/" + output.path(), content);
            listed.add(output.blob());
            runs.add(runOf(output.blob()));
        }
        ListBlobsOptions ofAttempt = new ListBlobsOptions().setPrefix(OutputLayout.attempt(manifest.job()));
        List<String> there = outputs.listBlobs(ofAttempt, null).stream()
                .map(BlobItem::getName)
                .filter(name -> runs.contains(runOf(name)))
                .toList();
        assertThat(there).containsExactlyInAnyOrderElementsOf(listed);
        return new ResultPackage(manifest, contents);
    }

    /** The outputs' folder of one run of a task: a task that was repeated has left others, which do not count. */
    private static String runOf(String blob) {
        int out = blob.indexOf("/out/");
        return out < 0 ? "" : blob.substring(0, out);
    }

    /** {@code <task>/<path>} and SHA-256 of every output of every level: what must not depend on any crash. */
    Map<String, String> hashes() {
        Map<String, String> hashes = new TreeMap<>();
        contents.forEach((path, content) -> hashes.put(path, Sha256.of(content)));
        return hashes;
    }

    /** The outputs of the last level as text. */
    Map<String, String> result() {
        int last = manifest.levels().size() - 1;
        Map<String, String> result = new TreeMap<>();
        manifest.outputs().stream()
                .filter(output -> output.task().level() == last)
                .map(output -> output.task() + "/" + output.path())
                .forEach(path -> result.put(path, new String(contents.get(path), UTF_8)));
        return result;
    }
}
