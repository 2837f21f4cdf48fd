package io.dropbatch.cli.workload.run;

import io.dropbatch.cli.client.drop.ApplicationFolder;
import io.dropbatch.cli.client.drop.DropFolder.LocalFile;
import io.dropbatch.cli.plan.LocalPlan;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.planning.harness.HarnessScripts;
import io.dropbatch.planning.task.ContainerRole;
import io.dropbatch.planning.task.FileSource;
import io.dropbatch.planning.task.TaskHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Brings the files of a task to its folder, as copies: what a command does to them stays in that folder. */
final class FileDelivery {

    private final LocalPlan local;
    private final Path application;
    private final TaskHarness harness;
    private final StagedOutputs outputs;

    /** @param application the folder of the application's files, which need not exist when the workload has none */
    FileDelivery(LocalPlan local, Path application, TaskHarness harness, StagedOutputs outputs) {
        this.local = local;
        this.application = application;
        this.harness = harness;
        this.outputs = outputs;
    }

    void bring(List<FileSource> sources, Path working) {
        for (FileSource source : sources) {
            switch (source) {
                case FileSource.OneBlob one -> bring(one, working.resolve(one.target()));
                case FileSource.Folder folder -> bring(folder, working);
            }
        }
    }

    private void bring(FileSource.OneBlob one, Path target) {
        switch (one.place()) {
            case INBOX ->
                copy(Objects.requireNonNull(local.files().get(one.blob())).file(), target);
            case SYSTEM -> write(system(one.blob()), target);
            case OUTPUTS -> copy(outputs.file(one.blob()), target);
            case APPLICATIONS -> throw new IllegalStateException("an application is a folder");
        }
    }

    private String system(String blob) {
        for (String script : List.of(TaskHarness.PREPARE, TaskHarness.TASK)) {
            if (blob.equals(harness.blob(script))) {
                return HarnessScripts.joined(script);
            }
        }
        return blob.equals(SystemLayout.sharedList(local.plan().submission()))
                ? local.sharedList()
                : outputs.mergeList();
    }

    private void bring(FileSource.Folder folder, Path working) {
        if (folder.named() instanceof FileSource.OneBlob one) {
            bring(one, working.resolve(one.target()));
            return;
        }
        Path target = working.resolve(folder.target());
        if (folder.place() == ContainerRole.APPLICATIONS) {
            for (LocalFile file : ApplicationFolder.files(application)) {
                copy(file.file(), target.resolve(folder.prefix() + file.path()));
            }
            return;
        }
        outputs.below(folder.prefix()).forEach((blob, file) -> copy(file, target.resolve(blob)));
    }

    private static void copy(Path file, Path target) {
        try {
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + file + " to " + target, e);
        }
    }

    private static void write(String text, Path target) {
        try {
            Files.createDirectories(target.getParent());
            Files.writeString(target, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target, e);
        }
    }
}
