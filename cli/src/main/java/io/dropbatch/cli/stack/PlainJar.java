package io.dropbatch.cli.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A library whose classes the JVM can cache: signed ones it does not, nor those in very old class files, and it starts no
 * faster with either.
 */
final class PlainJar {

    private PlainJar() {}

    /** Writes the jar anew where it has to. */
    static void make(Path jar) throws IOException {
        if (isPlain(jar)) {
            return;
        }
        Path plain = jar.resolveSibling(jar.getFileName() + ".plain");
        try (ZipFile in = new ZipFile(jar.toFile());
                URLClassLoader classes = classesOf(jar);
                OutputStream file = Files.newOutputStream(plain);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Enumeration<? extends ZipEntry> all = in.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                if (!isSignature(entry)) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    out.write(content(in, entry, classes));
                }
            }
        }
        Files.move(plain, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Reads no more of each class than its header: most libraries stay as they are. */
    private static boolean isPlain(Path jar) throws IOException {
        try (ZipFile in = new ZipFile(jar.toFile())) {
            for (Enumeration<? extends ZipEntry> all = in.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                if (isSignature(entry) || (isClass(entry) && isOld(in, entry))) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean isOld(ZipFile jar, ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return RenewedClass.isOld(in.readNBytes(RenewedClass.HEADER));
        }
    }

    private static byte[] content(ZipFile jar, ZipEntry entry, ClassLoader classes) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] content = in.readAllBytes();
            return isClass(entry) && RenewedClass.isOld(content) ? RenewedClass.of(content, classes) : content;
        }
    }

    /** Without the libraries beside it: what the jar becomes depends on nothing but the jar, which all programs share. */
    private static URLClassLoader classesOf(Path jar) throws IOException {
        return new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    private static boolean isClass(ZipEntry entry) {
        return entry.getName().endsWith(".class");
    }

    private static boolean isSignature(ZipEntry entry) {
        String upper = entry.getName().toUpperCase(Locale.ROOT);
        return upper.startsWith("META-INF/")
                && (upper.endsWith(".SF") || upper.endsWith(".RSA") || upper.endsWith(".DSA") || upper.endsWith(".EC"));
    }
}
