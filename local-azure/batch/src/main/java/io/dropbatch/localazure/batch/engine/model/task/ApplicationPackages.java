package io.dropbatch.localazure.batch.engine.model.task;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The account's applications in a folder: {@code <folder>/<application>/<version>.zip}, and the default version as the
 * only line of {@code <folder>/<application>/default}. Changes in the folder take effect at once.
 */
public final class ApplicationPackages {

    private static final String PACKAGE = ".zip";

    private final @Nullable Path folder;

    private ApplicationPackages(@Nullable Path folder) {
        this.folder = folder;
    }

    public static ApplicationPackages none() {
        return new ApplicationPackages(null);
    }

    public static ApplicationPackages in(Path folder) {
        return new ApplicationPackages(folder);
    }

    /** In the order of their ids. */
    public List<Application> all() {
        TreeMap<String, Application> applications = new TreeMap<>();
        for (Path entry : entries(folder)) {
            String name = entry.getFileName().toString();
            if (Files.isDirectory(entry) && PackageReference.isApplication(name)) {
                applications.put(name.toLowerCase(Locale.ROOT), new Application(name, entry, versions(entry)));
            }
        }
        return List.copyOf(applications.values());
    }

    public Application get(String id) {
        return find(id).orElseThrow(() -> BatchError.of(ErrorCode.ApplicationNotFound));
    }

    /** The package of a reference, if it exists. */
    public Optional<Package> find(PackageReference reference) {
        return find(reference.application()).flatMap(application -> application.find(reference.version()));
    }

    private Optional<Application> find(String id) {
        return all().stream()
                .filter(application -> application.id().equalsIgnoreCase(id))
                .findFirst();
    }

    private static List<String> versions(Path application) {
        List<String> versions = new ArrayList<>();
        for (Path file : entries(application)) {
            String name = file.getFileName().toString();
            String version = name.endsWith(PACKAGE) ? name.substring(0, name.length() - PACKAGE.length()) : "";
            if (PackageReference.isVersion(version)) {
                versions.add(version);
            }
        }
        Collections.sort(versions);
        return versions;
    }

    private static List<Path> entries(@Nullable Path folder) {
        List<Path> entries = new ArrayList<>();
        if (folder == null || !Files.isDirectory(folder)) {
            return entries;
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /** One application with its versions. */
    public record Application(String id, Path folder, List<String> versions) {

        public Application {
            versions = List.copyOf(versions);
        }

        private Optional<Package> find(@Nullable String version) {
            String wanted = version == null ? defaultVersion() : version;
            return versions.stream()
                    .filter(known -> known.equalsIgnoreCase(wanted))
                    .findFirst()
                    .map(known -> new Package(folder.resolve(known + PACKAGE), known));
        }

        private String defaultVersion() {
            try {
                return Files.readString(folder.resolve("default")).strip();
            } catch (NoSuchFileException e) {
                return "";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The file of one version. */
    public record Package(Path zip, String version) {}
}
