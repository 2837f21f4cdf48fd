package io.dropbatch.localazure.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.microsoft.azure.batch.BatchClient;
import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.MetadataItem;
import io.dropbatch.localazure.testtools.NeededTools;
import io.dropbatch.localazure.testtools.NeedsTool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where tasks cannot be limited, nobody is told otherwise: a server in a namespace that hides all control groups. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WithoutControlGroupsTest {

    private static final String HIDE_GROUPS =
            "[ ! -d /sys/fs/cgroup ] || mount -t tmpfs none /sys/fs/cgroup; exec \"$@\"";

    @TempDir
    Path folder;

    @Test
    @NeedsTool({"unshare", "mount"})
    void a_pool_that_asks_for_limits_is_refused() throws Exception {
        Process server = start(KillableServer.command(KillableServer.class, folder.toString()));
        try {
            BatchClient client = KillableServer.client(server);

            BatchErrorException refusal = catchThrowableOfType(
                    BatchErrorException.class,
                    () -> client.poolOperations()
                            .createPool(LocalAccount.aPool("limited")
                                    .withMetadata(List.of(new MetadataItem()
                                            .withName("localazure.memoryPerSlot")
                                            .withValue("32m")))));

            assertThat(refusal.body().code()).isEqualTo("InvalidPropertyValue");
            assertThat(refusal.body().values())
                    .extracting(value -> value.value())
                    .anyMatch(value -> value.contains("Tasks cannot be limited here: "));
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    @NeedsTool({"unshare", "mount"})
    void a_server_that_is_to_limit_tasks_does_not_start_and_says_why_in_one_line() throws Exception {
        Process server =
                start(KillableServer.command(BatchMain.class, folder.toString(), "0", "--memory-per-slot", "32m"));
        try {
            // The platform warns of what Netty calls.
            List<String> said = server.errorReader()
                    .lines()
                    .filter(line -> !line.startsWith("WARNING: "))
                    .toList();

            assertThat(said).hasSize(1).first().asString().startsWith("Tasks cannot be limited here: ");
            assertThat(server.waitFor()).isEqualTo(1);
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private static Process start(List<String> server) throws Exception {
        String namespaces = mayMount("-m") ? "-m" : "-rm";
        NeededTools.require(mayMount(namespaces), "This test needs a mount namespace, which this machine forbids.");
        List<String> command = new ArrayList<>(List.of("unshare", namespaces, "sh", "-c", HIDE_GROUPS, "sh"));
        command.addAll(server);
        return new ProcessBuilder(command).start();
    }

    private static boolean mayMount(String namespaces) throws IOException, InterruptedException {
        return new ProcessBuilder("unshare", namespaces, "mount", "-t", "tmpfs", "none", "/mnt")
                        .start()
                        .waitFor()
                == 0;
    }
}
