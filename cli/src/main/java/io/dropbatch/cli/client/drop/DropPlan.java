package io.dropbatch.cli.client.drop;

import io.dropbatch.cli.client.drop.DropFolder.LocalFile;
import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.model.drop.DropTrigger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is dropped of a folder, and the trigger that completes it.
 *
 * @param trigger the kind of trigger that the workload starts on
 * @param manifest the folder's own, with the parameters of the command line; its list is empty when there is none
 * @param asItIs the folder's own manifest, when it is sent as it is written
 * @param notes for a person: what was added, replaced or left out
 */
public record DropPlan(
        Path folder,
        List<LocalFile> files,
        DropTrigger.Kind trigger,
        DropManifest manifest,
        Optional<Path> asItIs,
        List<String> notes) {

    public DropPlan {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    public long bytes() {
        return files.stream().mapToLong(LocalFile::bytes).sum();
    }
}
