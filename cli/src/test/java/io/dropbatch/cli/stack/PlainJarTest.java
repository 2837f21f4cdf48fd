package io.dropbatch.cli.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import picocli.CommandLine;

class PlainJarTest {

    private static final byte[] MANIFEST = "Manifest-Version: 1.0\nMulti-Release: true\n\n".getBytes(UTF_8);

    @TempDir
    Path folder;

    private Path jar;

    @BeforeEach
    void name_the_jar() {
        jar = folder.resolve("library.jar");
    }

    @Test
    void a_class_of_java_5_becomes_one_of_java_8_and_runs_as_before() throws Exception {
        write(Map.of(
                "META-INF/MANIFEST.MF", MANIFEST,
                "META-INF/services/a.Service", "a.Choice".getBytes(UTF_8),
                "a/Base.class", empty("a/Base", "java/lang/Object"),
                "a/One.class", empty("a/One", "a/Base"),
                "a/Other.class", empty("a/Other", "a/Base"),
                "a/Choice.class", choice()));

        PlainJar.make(jar);

        Map<String, byte[]> made = read();
        assertThat(made).containsEntry("META-INF/MANIFEST.MF", MANIFEST).containsKey("META-INF/services/a.Service");
        assertThat(version(made.get("a/Choice.class"))).isEqualTo(Opcodes.V1_8);
        try (URLClassLoader loader = loader()) {
            Method choose = loader.loadClass("a.Choice").getMethod("choose", boolean.class);
            assertThat(choose.invoke(null, true)).hasToString("a.One");
            assertThat(choose.invoke(null, false)).hasToString("a.Other");
        }
    }

    @Test
    void an_interface_that_does_not_say_it_is_abstract_becomes_one_that_does() throws Exception {
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V1_5, Opcodes.ACC_INTERFACE, "a/package-info", null, "java/lang/Object", null);
        write(Map.of("a/package-info.class", type.toByteArray()));

        PlainJar.make(jar);

        try (URLClassLoader loader = loader()) {
            assertThat(loader.loadClass("a.package-info")).isInterface();
        }
    }

    @Test
    void a_class_with_a_subroutine_stays_as_it_is() throws IOException {
        byte[] old = subroutine();
        write(Map.of("a/Subroutine.class", old, "a/Choice.class", empty("a/Choice", "java/lang/Object")));

        PlainJar.make(jar);

        assertThat(read().get("a/Subroutine.class")).isEqualTo(old);
        assertThat(version(read().get("a/Choice.class"))).isEqualTo(Opcodes.V1_8);
    }

    @Test
    void a_class_whose_superclasses_are_elsewhere_stays_as_it_is() throws IOException {
        byte[] old = choice();
        write(Map.of("a/Choice.class", old));

        PlainJar.make(jar);

        assertThat(read().get("a/Choice.class")).isEqualTo(old);
    }

    @Test
    void a_damaged_class_stays_as_it_is() throws IOException {
        byte[] old = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 49, 99};
        write(Map.of("a/Damaged.class", old));

        PlainJar.make(jar);

        assertThat(read().get("a/Damaged.class")).isEqualTo(old);
    }

    @Test
    void a_jar_without_old_classes_is_not_written_again() throws IOException {
        ClassWriter young = new ClassWriter(0);
        young.visit(Opcodes.V1_6, Opcodes.ACC_PUBLIC, "a/Young", null, "java/lang/Object", null);
        write(Map.of("a/Young.class", young.toByteArray(), "a/NoClass.class", new byte[] {1}));
        byte[] before = Files.readAllBytes(jar);

        PlainJar.make(jar);

        assertThat(jar).hasBinaryContent(before);
    }

    @Test
    void the_whole_library_of_the_command_line_is_renewed_and_passes_verification() throws Exception {
        Files.copy(libraryOf(CommandLine.class), jar);

        PlainJar.make(jar);

        List<String> classes = new ArrayList<>();
        read().forEach((name, content) -> {
            if (name.endsWith(".class")) {
                assertThat(version(content)).as(name).isGreaterThanOrEqualTo(Opcodes.V1_8);
                classes.add(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
            }
        });
        classes.remove("module-info");
        classes.removeIf(name -> name.startsWith("META-INF"));
        assertThat(classes).hasSizeGreaterThan(100);
        try (URLClassLoader loader = loader()) {
            for (String name : classes) {
                // To be asked for its methods, a class must be linked, hence verified.
                assertThat(Class.forName(name, false, loader).getDeclaredMethods())
                        .as(name)
                        .isNotNull();
            }
        }
    }

    /** Where its branches meet, the value is of the class that both sides extend. */
    private static byte[] choice() {
        ClassWriter type = old("a/Choice", "java/lang/Object");
        MethodVisitor code = type.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "choose", "(Z)Ljava/lang/String;", null, null);
        Label other = new Label();
        Label meeting = new Label();
        code.visitCode();
        code.visitVarInsn(Opcodes.ILOAD, 0);
        code.visitJumpInsn(Opcodes.IFEQ, other);
        create(code, "a/One");
        code.visitJumpInsn(Opcodes.GOTO, meeting);
        code.visitLabel(other);
        create(code, "a/Other");
        code.visitLabel(meeting);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "a/Base", "name", "()Ljava/lang/String;", false);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(2, 1);
        code.visitEnd();
        return type.toByteArray();
    }

    private static void create(MethodVisitor code, String type) {
        code.visitTypeInsn(Opcodes.NEW, type);
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, type, "<init>", "()V", false);
    }

    /** As {@code finally} was compiled long ago. */
    private static byte[] subroutine() {
        ClassWriter type = old("a/Subroutine", "java/lang/Object");
        MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "()V", null, null);
        Label last = new Label();
        code.visitCode();
        code.visitJumpInsn(Opcodes.JSR, last);
        code.visitInsn(Opcodes.RETURN);
        code.visitLabel(last);
        code.visitVarInsn(Opcodes.ASTORE, 0);
        code.visitVarInsn(Opcodes.RET, 0);
        code.visitMaxs(1, 1);
        code.visitEnd();
        return type.toByteArray();
    }

    /** It can be made, and says its name. */
    private static byte[] empty(String name, String superclass) {
        ClassWriter type = old(name, superclass);
        MethodVisitor constructor = type.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, superclass, "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(1, 1);
        constructor.visitEnd();
        MethodVisitor nameOf = type.visitMethod(Opcodes.ACC_PUBLIC, "name", "()Ljava/lang/String;", null, null);
        nameOf.visitCode();
        nameOf.visitLdcInsn(name.replace('/', '.'));
        nameOf.visitInsn(Opcodes.ARETURN);
        nameOf.visitMaxs(1, 1);
        nameOf.visitEnd();
        return type.toByteArray();
    }

    private static ClassWriter old(String name, String superclass) {
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V1_5, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, name, null, superclass, null);
        return type;
    }

    private static int version(byte[] type) {
        return type[7];
    }

    private static Path libraryOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private URLClassLoader loader() throws IOException {
        return new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    private void write(Map<String, byte[]> entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
    }

    private Map<String, byte[]> read() throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipFile in = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : in.stream().toList()) {
                try (InputStream content = in.getInputStream(entry)) {
                    entries.put(entry.getName(), content.readAllBytes());
                }
            }
        }
        return entries;
    }
}
