package io.dropbatch.cli.faststart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropbatch.cli.console.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Unpacks executable jars into class paths whose classes the JVM can archive.
 *
 * <p>Libraries are shared between the programs and named by their checksum.
 */
public final class ProgramImages {

    /**
     * The version of the layout; raise it with every change to what is written, so that an older layout is not used.
     */
    private static final int LAYOUT = 3;

    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final String CLASSES = "BOOT-INF/classes/";

    private final Path project;
    private final Path store;

    /** @param store kept from start to start, and safe to delete */
    public ProgramImages(Path project, Path store) {
        this.project = project;
        this.store = store;
    }

    /** Unpacks what is not unpacked yet. */
    public ProgramImage of(String name, String module, String mainClass) {
        Path archive = archive(module);
        try (JarFile jar = new JarFile(archive.toFile())) {
            return unpack(name, mainClass, jar);
        } catch (IOException e) {
            throw new CliException("cannot unpack " + archive + ": " + e.getMessage(), e);
        }
    }

    private Path archive(String module) {
        Path target = project.resolve(module).resolve("target");
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                return files.filter(file -> file.toString().endsWith("-app.jar"))
                        .findFirst()
                        .orElseThrow(() -> notBuilt(module));
            } catch (IOException e) {
                throw new CliException("cannot read " + target, e);
            }
        }
        throw notBuilt(module);
    }

    private static CliException notBuilt(String module) {
        return new CliException(module + " is not built: run it through the dropbatch script, which builds first");
    }

    private ProgramImage unpack(String name, String mainClass, JarFile jar) throws IOException {
        Path folder = Files.createDirectories(store.resolve(name));
        Path libraries = Files.createDirectories(store.resolve("lib-" + LAYOUT));
        CRC32 whole = new CRC32();
        whole.update(LAYOUT);
        List<ZipEntry> nested = new ArrayList<>();
        List<ZipEntry> own = new ArrayList<>();
        for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            boolean library =
                    entry.getName().startsWith(LIBRARIES) && entry.getName().endsWith(".jar");
            if (library) {
                nested.add(entry);
            } else if (isOwn(entry)) {
                own.add(entry);
            } else {
                continue;
            }
            whole.update((entry.getName() + entry.getCrc()).getBytes(UTF_8));
        }
        String fingerprint = Long.toHexString(whole.getValue());
        List<Path> classPath = new ArrayList<>();
        classPath.add(ownJar(jar, own, folder.resolve(name + "-" + fingerprint + ".jar")));
        for (ZipEntry entry : nested) {
            classPath.add(library(jar, entry, libraries));
        }
        return new ProgramImage(name, mainClass, classPath, folder);
    }

    /**
     * The program's own classes, and what else its authors put beside them. Folders too: Spring finds the classes of a
     * package through the entry of its folder.
     */
    private static boolean isOwn(ZipEntry entry) {
        String name = entry.getName();
        boolean metadata = name.startsWith("META-INF/")
                && !name.equals("META-INF/MANIFEST.MF")
                && !name.startsWith("META-INF/maven/");
        boolean underClasses = name.startsWith(CLASSES) && !name.equals(CLASSES);
        return underClasses || (metadata && !entry.isDirectory());
    }

    private static Path ownJar(JarFile jar, List<ZipEntry> entries, Path target) throws IOException {
        if (Files.exists(target)) {
            return target;
        }
        Path staging = Files.createTempFile(target.getParent(), "own", ".new");
        try (OutputStream file = Files.newOutputStream(staging);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (ZipEntry entry : entries) {
                String name = entry.getName();
                out.putNextEntry(new ZipEntry(name.startsWith(CLASSES) ? name.substring(CLASSES.length()) : name));
                try (InputStream in = jar.getInputStream(entry)) {
                    in.transferTo(out);
                }
            }
        }
        return Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path library(JarFile jar, ZipEntry entry, Path folder) throws IOException {
        String name = entry.getName().substring(LIBRARIES.length());
        Path target = folder.resolve(Long.toHexString(entry.getCrc()) + "-" + name);
        if (Files.exists(target)) {
            return target;
        }
        Path staging = Files.createTempFile(folder, "lib", ".new");
        try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, staging, StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
