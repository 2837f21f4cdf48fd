package io.dropbatch.cli.client;

import io.dropbatch.cli.client.drop.ApplicationFolder;
import io.dropbatch.cli.client.drop.ParallelRunner;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.codec.workload.WorkloadReading;
import io.dropbatch.model.id.ApplicationRef;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Uploads a workload and its application. */
final class WorkloadPublisher {

    private final AccountContainers account;

    WorkloadPublisher(AccountContainers account) {
        this.account = account;
    }

    /**
     * Checks {@code workload.yaml} in the folder as the service would, uploads {@code application/} beside it as the
     * application it names, then the workload itself.
     *
     * @throws CliException naming each problem and its line, before anything is uploaded
     */
    Workload publish(Path folder) {
        byte[] yaml = read(folder.resolve("workload.yaml"));
        Workload workload = check(folder, yaml);
        if (workload.application() != null && !workload.application().packaged()) {
            publish(workload.application(), folder);
        }
        account.workloads().write(workload.name() + ".yaml", yaml, "application/yaml");
        return workload;
    }

    private static Workload check(Path folder, byte[] yaml) {
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        WorkloadName expected = WorkloadName.parse(name)
                .orElseThrow(() -> new CliException(
                        "the folder has to be called as the workload: 1-30 of a-z, 0-9 and '-', not '" + name + "'"));
        return switch (WorkloadReader.read(yaml, expected)) {
            case WorkloadReading.Valid valid -> valid.workload();
            case WorkloadReading.Invalid invalid ->
                throw new CliException(folder.resolve("workload.yaml") + ": " + invalid.describe());
        };
    }

    private void publish(ApplicationRef reference, Path workload) {
        Path folder = workload.resolve("application");
        if (!Files.isDirectory(folder)) {
            throw CliException.wrongUse("the workload names an application, but there is no folder " + folder);
        }
        String prefix = reference.path() + "/";
        ParallelRunner.forEach(
                ApplicationFolder.files(folder),
                file -> account.applications()
                        .write(prefix + file.path(), read(file.file()), "application/octet-stream"));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CliException(
                    "cannot read " + file + ": a workload's folder holds workload.yaml and application/", e);
        }
    }
}
