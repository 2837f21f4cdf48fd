package io.dropbatch.cli.client.drop;

import io.dropbatch.cli.client.drop.DropFolder.LocalFile;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.ProgressDisplay;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.workload.FileSelection;
import io.dropbatch.model.workload.ForEach;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.store.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Uploads the files of a folder for a workload that starts on each file: there is no trigger, each file is one. */
public final class FileUpload {

    private static final long SMALL = 4L << 20;
    private static final String BYTES = "application/octet-stream";

    private final BlobStore inbox;
    private final Clock clock;

    public FileUpload(BlobStore inbox, Clock clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    /**
     * The files of a folder that the workload processes.
     *
     * @param below the folder that they are uploaded to, relative to the workload's, with a slash at its end
     * @throws CliException when there are none
     */
    public static List<LocalFile> selected(DropFolder folder, Workload workload, String below) {
        List<LocalFile> files = folder.files().stream()
                .filter(file -> isSelected(workload.tasks().forEach(), below + file.path()))
                .toList();
        if (files.isEmpty()) {
            throw CliException.wrongUse("nothing to drop in " + folder.folder() + ", nothing was uploaded: no file"
                    + " matches what the workload processes (tasks.forEach.file), as " + below + "<file>");
        }
        return files;
    }

    private static boolean isSelected(ForEach forEach, String path) {
        return switch (forEach) {
            case ForEach.EachFile(FileSelection files) -> files.matcher().test(path);
            case ForEach.EachRow rows -> false;
            case ForEach.Repeat repeat -> false;
            case ForEach.EachSetting sweep -> false;
        };
    }

    /** @param prefix of the folder in the inbox, with a slash at its end */
    public List<DropTrigger> upload(String prefix, List<LocalFile> files, ProgressDisplay progress) {
        List<DropTrigger> uploaded = Collections.synchronizedList(new ArrayList<>());
        ParallelRunner.forEach(files, file -> {
            String etag = upload(prefix + file.path(), file);
            uploaded.add(new DropTrigger(inbox.container(), prefix + file.path(), etag, clock.instant()));
            progress.advance(1);
        });
        return List.copyOf(uploaded);
    }

    private String upload(String path, LocalFile file) {
        try {
            if (file.bytes() <= SMALL) {
                return inbox.write(path, Files.readAllBytes(file.file()), BYTES);
            }
            inbox.stream(path, BYTES, out -> Files.copy(file.file(), out));
            return inbox.facts(path)
                    .orElseThrow(() -> new CliException(path + " is gone again"))
                    .etag();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.file(), e);
        }
    }
}
