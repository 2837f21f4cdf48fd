package io.dropbatch.codec.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.id.WorkloadName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadyMadeWorkloadsTest {

    private static final Path FOLDER = Path.of("..", "workloads");
    private static final Pattern PICTURE = Pattern.compile("<img src=\"([^\"]+)\"");

    @TestFactory
    Stream<DynamicTest> every_ready_made_workload_is_honoured() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders
                    .map(folder -> folder.resolve("workload.yaml"))
                    .filter(Files::exists)
                    .map(file -> DynamicTest.dynamicTest(
                            file.getParent().getFileName().toString(),
                            () -> assertThat(WorkloadReader.read(Files.readAllBytes(file), nameOf(file)))
                                    .isInstanceOf(WorkloadReading.Valid.class)))
                    .toList()
                    .stream();
        }
    }

    @Test
    void the_gallery_shows_each_of_them() throws IOException {
        String gallery = Files.readString(FOLDER.resolve("README.md"));

        try (Stream<Path> folders = Files.list(FOLDER)) {
            assertThat(folders.filter(folder -> Files.exists(folder.resolve("workload.yaml")))
                            .map(folder -> "](" + folder.getFileName() + "/README.md) |"))
                    .allSatisfy(link -> assertThat(gallery).contains(link));
        }
        assertThat(PICTURE.matcher(gallery).results().map(picture -> FOLDER.resolve(picture.group(1))))
                .isNotEmpty()
                .allSatisfy(picture -> assertThat(picture).exists());
    }

    /** Canonical's server images have the core utilities and Python. */
    @ParameterizedTest
    @CsvSource({
        "monte-carlo, openjdk-21-jdk-headless",
        "render, openjdk-21-jdk-headless",
        "beam, calculix-ccx gnuplot-nox",
        "r-search, r-base-core",
        "povray-film, povray imagemagick ffmpeg",
        "povray-still, povray imagemagick",
        "thumbnails, imagemagick",
        "training, python3-numpy",
        "transcoding, ffmpeg",
        "sequence-search, ncbi-blast+ gnuplot-nox",
        "training-rounds, python3-numpy",
        "heat, openmpi-bin python3-mpi4py python3-numpy gnuplot-nox",
    })
    void brings_the_programs_that_a_node_lacks(String name, String packages, @TempDir Path tools) throws Exception {
        assertThat(callsOfStartTask(name, tools))
                .containsExactly(
                        "apt-get -q -o DPkg::Lock::Timeout=300 update",
                        "apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends " + packages);
    }

    @ParameterizedTest
    @CsvSource({
        "monte-carlo, java",
        "render, java",
        "beam, ccx gnuplot",
        "r-search, Rscript",
        "povray-film, povray montage ffmpeg",
        "povray-still, povray convert",
        "thumbnails, convert identify",
        "training, python3",
        "transcoding, ffmpeg ffprobe",
        "sequence-search, blastp gnuplot",
        "training-rounds, python3",
        "heat, mpirun gnuplot python3",
    })
    void leaves_a_node_as_it_is_that_has_them(String name, String programs, @TempDir Path tools) throws Exception {
        for (String program : programs.split(" ")) {
            program(tools.resolve(program), "exit 0");
        }

        assertThat(callsOfStartTask(name, tools)).isEmpty();
    }

    /** What the start task asks the package manager for, on a node that has nothing but what lies in the folder. */
    private static List<String> callsOfStartTask(String name, Path tools) throws Exception {
        Path log = Files.createFile(tools.resolve("log"));
        program(tools.resolve("apt-get"), "echo apt-get \"$@\" >> " + log);
        ProcessBuilder start = new ProcessBuilder("/bin/sh", "-c", "eval \"$DROPBATCH_START_TASK\"");
        start.environment().clear();
        start.environment().putAll(Map.of("PATH", tools.toString(), "DROPBATCH_START_TASK", startTaskOf(name)));
        assertThat(start.inheritIO().start().waitFor()).isZero();
        return Files.readAllLines(log);
    }

    private static void program(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static String startTaskOf(String name) throws IOException {
        byte[] yaml = Files.readAllBytes(FOLDER.resolve(name).resolve("workload.yaml"));
        WorkloadReading reading = WorkloadReader.read(yaml, new WorkloadName(name));
        return ((WorkloadReading.Valid) reading).workload().pool().startTask();
    }

    private static WorkloadName nameOf(Path file) {
        return new WorkloadName(file.getParent().getFileName().toString());
    }
}
