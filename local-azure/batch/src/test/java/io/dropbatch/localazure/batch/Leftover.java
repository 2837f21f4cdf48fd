package io.dropbatch.localazure.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is left running of an account, by the environment that everything on its nodes has. */
final class Leftover {

    private Leftover() {}

    static List<Long> processesIn(Path data) {
        String mark = "AZ_BATCH_NODE_ROOT_DIR=" + data.toAbsolutePath();
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> environment(pid).contains(mark))
                .toList();
    }

    private static String environment(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
