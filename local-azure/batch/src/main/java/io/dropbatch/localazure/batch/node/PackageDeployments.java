package io.dropbatch.localazure.batch.node;

import io.dropbatch.localazure.batch.engine.model.task.ApplicationPackages;
import io.dropbatch.localazure.batch.engine.model.task.PackageReference;
import io.dropbatch.localazure.batch.node.failure.RunFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Unpacks application packages on nodes, each once, and gives tasks the directories as variables.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-application-packages#execute-the-installed-applications">Installed applications</a>
 */
final class PackageDeployments {

    private final ApplicationPackages applications;
    // One for each package on each node that is unpacked or being unpacked.
    private final Map<Path, ReentrantLock> locks = new ConcurrentHashMap<>();

    PackageDeployments(ApplicationPackages applications) {
        this.applications = applications;
    }

    /** Makes packages present on a node and returns the variables that name their directories. */
    Map<String, String> deploy(Path nodeRoot, List<PackageReference> packages) throws RunFailure, InterruptedException {
        Map<String, String> variables = new LinkedHashMap<>();
        for (PackageReference reference : packages) {
            ApplicationPackages.Package found =
                    applications.find(reference).orElseThrow(() -> failed(reference, "The package is no longer there"));
            Path target = nodeRoot.resolve("applications")
                    .resolve(reference.application())
                    .resolve(found.version());
            deploy(reference, found, target);
            variables.put(variable(reference), target.toString());
        }
        return variables;
    }

    /** On Linux, names are in lower case and have only letters, digits and underscores. */
    private static String variable(PackageReference reference) {
        String version = reference.version() == null ? "" : "_" + reference.version();
        return "AZ_BATCH_APP_PACKAGE_"
                + (reference.application() + version).toLowerCase(Locale.ROOT).replaceAll("[-.#]", "_");
    }

    private void deploy(PackageReference reference, ApplicationPackages.Package found, Path target)
            throws RunFailure, InterruptedException {
        ReentrantLock lock = locks.computeIfAbsent(target, path -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            if (!Files.isDirectory(target)) {
                Path folder = Files.createDirectories(target.getParent());
                Path fresh = Files.createTempDirectory(folder, ".unpacking");
                unpack(found.zip(), fresh);
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxrwx---"));
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException | InvalidPathException e) {
            throw failed(reference, String.valueOf(e.getMessage()));
        } finally {
            lock.unlock();
        }
    }

    private static void unpack(Path zip, Path target) throws IOException, InterruptedException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            Enumeration<? extends ZipEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                unpack(file, entries.nextElement(), target);
            }
        }
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("The package has an entry outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, file);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwx---"));
    }

    private static RunFailure failed(PackageReference reference, String why) {
        return RunFailure.user(
                "ApplicationPackageError",
                "An application package could not be deployed",
                reference.application() + (reference.version() == null ? "" : " " + reference.version()) + ": " + why);
    }
}
