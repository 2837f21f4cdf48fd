package io.dropbatch.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.azure.core.util.BinaryData;
import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.codec.workload.WorkloadReading;
import io.dropbatch.model.id.ApplicationRef;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.PreparedDrop;
import io.dropbatch.systemtests.fixture.RunningSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A workload as it lies in its folder, perhaps with some of its text replaced. */
record GalleryWorkload(RunningSystem system, Path folder, String yaml) {

    static GalleryWorkload of(RunningSystem system, String name) {
        Path folder = system.project().resolve("workloads").resolve(name);
        return new GalleryWorkload(system, folder, new String(read(folder.resolve("workload.yaml")), UTF_8));
    }

    /** The same with another text in the place of one that it has. */
    GalleryWorkload with(String old, String replacement) {
        if (!yaml.contains(old)) {
            throw new AssertionError(folder + " does not say " + old);
        }
        return new GalleryWorkload(system, folder, yaml.replace(old, replacement));
    }

    /** The same under another name, so that both can be published. */
    GalleryWorkload named(String name) {
        return with("\nname: " + folder.getFileName() + "\n", "\nname: " + name + "\n");
    }

    /** Puts the workload and its application where drops find them. */
    GalleryWorkload published() {
        ApplicationRef application = application();
        if (application != null) {
            files(folder.resolve("application"))
                    .forEach((path, content) -> system.container("applications")
                            .getBlobClient(application.path() + "/" + path)
                            .upload(BinaryData.fromBytes(content), true));
        }
        system.publish(name(), yaml);
        return this;
    }

    /** Publishes the workload and drops the files that come with it. */
    CompletedDrop dropped() {
        PreparedDrop drop = published().drop();
        files(folder.resolve("drop")).forEach(drop::withUnlisted);
        return drop.marker();
    }

    PreparedDrop drop() {
        return system.drop(name());
    }

    /** The files of the drop that comes with the workload, by their paths. */
    Map<String, byte[]> files() {
        return files(folder.resolve("drop"));
    }

    String name() {
        return yaml.lines()
                .filter(line -> line.startsWith("name: "))
                .findFirst()
                .orElseThrow()
                .substring("name: ".length());
    }

    private ApplicationRef application() {
        WorkloadReading reading = WorkloadReader.read(yaml.getBytes(UTF_8), new WorkloadName(name()));
        if (reading instanceof WorkloadReading.Valid valid) {
            return valid.workload().application();
        }
        throw new AssertionError(reading.toString());
    }

    static Map<String, byte[]> files(Path folder) {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> found = paths.filter(Files::isRegularFile).toList();
            found.forEach(file -> files.put(folder.relativize(file).toString(), read(file)));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
