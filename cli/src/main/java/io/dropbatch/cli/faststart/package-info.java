/**
 * Makes the programs of a system on this machine start fast.
 *
 * <p>{@link io.dropbatch.cli.faststart.ProgramImages} unpacks each program's executable jar, once for each build, into
 * plain jars, since the JVM archives classes of plain jars only. {@link io.dropbatch.cli.faststart.FastStart} gives
 * each program a class archive in {@code target/dropbatch} by two documented flags: the JVM records the archive when
 * the program ends for the first time, uses it from then on, and records it anew when the JDK has changed. Other jars
 * get an archive of another name. Nothing is trained, and nothing here decides whether an archive is valid. The {@code dropbatch} script does
 * the same for each command that a user repeats; {@link io.dropbatch.cli.faststart.CommandLineUnpacker} prepares that.
 * {@link io.dropbatch.cli.faststart.JvmFlags} sizes the JVMs. Classes of signed jars, which are Azure's, are not
 * archived. What it costs and saves: docs/decisions/0011-fast-starts.md.
 */
@NullMarked
package io.dropbatch.cli.faststart;

import org.jspecify.annotations.NullMarked;
