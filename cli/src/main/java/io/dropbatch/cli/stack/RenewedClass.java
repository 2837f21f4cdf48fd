package io.dropbatch.cli.stack;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * A class file from before Java 6, written as one of Java 8: the same code, with the stack maps that the JVM's caches ask
 * for.
 *
 * @see <a href="https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html#jvms-4.10">how stack maps are verified</a>
 */
final class RenewedClass {

    /** As many bytes tell a class's age. */
    static final int HEADER = 8;

    private static final int MAGIC = 0xCAFEBABE;

    private RenewedClass() {}

    /** @param start of a file, or all of it */
    static boolean isOld(byte[] start) {
        if (start.length < HEADER) {
            return false;
        }
        ByteBuffer header = ByteBuffer.wrap(start);
        return header.getInt(0) == MAGIC && header.getShort(6) < Opcodes.V1_6;
    }

    /**
     * The class unchanged where it cannot be renewed, such as one with subroutines, which have no stack maps, or one whose
     * superclasses are missing: it works as before, only slower.
     *
     * @param classes finds those that the class knows
     */
    static byte[] of(byte[] old, ClassLoader classes) {
        try {
            Writer renewed = new Writer(classes);
            new ClassReader(old).accept(new AsOfJava8(renewed), ClassReader.SKIP_FRAMES);
            return renewed.toByteArray();
        } catch (RuntimeException | LinkageError e) {
            return old;
        }
    }

    /** Where two branches meet, a stack map names the superclass that their values share. */
    private static final class Writer extends ClassWriter {

        private final ClassLoader classes;

        Writer(ClassLoader classes) {
            super(COMPUTE_FRAMES);
            this.classes = classes;
        }

        @Override
        protected ClassLoader getClassLoader() {
            return classes;
        }
    }

    private static final class AsOfJava8 extends ClassVisitor {

        AsOfJava8(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            // Old compilers left it out, and the JVM puts up with that in old classes alone.
            int complete = (access & Opcodes.ACC_INTERFACE) == 0 ? access : access | Opcodes.ACC_ABSTRACT;
            super.visit(Opcodes.V1_8, complete, name, signature, superName, interfaces);
        }
    }
}
