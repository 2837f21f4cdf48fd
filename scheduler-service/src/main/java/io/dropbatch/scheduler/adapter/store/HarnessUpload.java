package io.dropbatch.scheduler.adapter.store;

import io.dropbatch.planning.harness.HarnessScripts;
import io.dropbatch.planning.task.TaskHarness;
import io.dropbatch.store.BlobStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Uploads the harness that this service was built with to the system container, under the hash of its content. */
public final class HarnessUpload {

    private static final String TYPE = "text/x-shellscript";

    private HarnessUpload() {}

    public static TaskHarness to(BlobStore system) {
        byte[] prepare = read(TaskHarness.PREPARE);
        byte[] task = read(TaskHarness.TASK);
        TaskHarness harness = new TaskHarness(sha256(prepare, task));
        system.writeIfAbsent(harness.blob(TaskHarness.PREPARE), prepare, TYPE);
        system.writeIfAbsent(harness.blob(TaskHarness.TASK), task, TYPE);
        return harness;
    }

    private static byte[] read(String script) {
        return HarnessScripts.joined(script).getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[]... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha.update(part);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
