package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.TaskDependencies;
import com.microsoft.azure.batch.protocol.models.TaskListOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of tasks by state: each task of the state once, over all pages. */
class StateListTest {

    @TempDir
    static Path folder;

    static LocalAccount account;

    @BeforeAll
    static void start() throws Exception {
        account = new LocalAccount(folder);
        account.pool("p", 1, 2);
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    @Test
    void active_tasks_are_listed_in_the_order_in_which_they_were_added_also_those_that_wait_for_others()
            throws Exception {
        account.job(new JobAddParameter()
                .withId("waits")
                .withPoolInfo(new PoolInformation().withPoolId("none"))
                .withUsesTaskDependencies(true));
        account.run(
                "waits",
                aTask("z", "true"),
                aTask("child", "true").withDependsOn(new TaskDependencies().withTaskIds(List.of("z"))),
                aTask("a", "true"));

        assertThat(listed("waits", "state eq 'active'")).containsExactly("z", "child", "a");
        assertThat(listed("waits", "state eq 'active' and startswith(id, 'ch')"))
                .containsExactly("child");
    }

    @Test
    void each_state_lists_its_own() throws Exception {
        account.job("mixed", "p");
        account.run("mixed", aTask("done", "true"), aTask("failed", "false"));
        account.completed("mixed", "done");
        account.completed("mixed", "failed");
        account.run(
                "mixed",
                aTask("first", "sleep 985"),
                aTask("second", "sleep 985"),
                aTask("x", "true"),
                aTask("b", "true"));
        account.running("mixed", "first");
        account.running("mixed", "second");

        assertThat(listed("mixed", "state eq 'running'")).containsExactly("first", "second");
        assertThat(listed("mixed", "state eq 'Active'")).containsExactly("x", "b");
        assertThat(listed("mixed", "state eq 'completed'")).containsExactlyInAnyOrder("done", "failed");
        assertThat(listed("mixed", "state eq 'preparing'")).isEmpty();
        assertThat(listed("mixed", "state eq 'running' and id gt 'first'")).containsExactly("second");
        account.client.jobOperations().deleteJob("mixed");
    }

    private static List<String> listed(String job, String filter) {
        return account
                .client
                .protocolLayer()
                .tasks()
                .list(job, new TaskListOptions().withFilter(filter).withMaxResults(1))
                .stream()
                .map(CloudTask::id)
                .toList();
    }
}
