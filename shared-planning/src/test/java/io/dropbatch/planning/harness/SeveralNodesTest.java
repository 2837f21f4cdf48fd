package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.FailureCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task of two nodes: every node gets its inputs, and the first one the names of all and a way to reach them. */
class SeveralNodesTest {

    @TempDir
    private Path root;

    private Node node;
    private Path shared;

    @BeforeEach
    void batch_has_given_it_two_nodes() {
        node = new Node(root);
        shared = root.resolve("0-000001");
        node.with("DROPBATCH_NODES", "2")
                .with("AZ_BATCH_TASK_SHARED_DIR", shared.toString())
                .with("AZ_BATCH_HOST_LIST", "127.1.2.3,127.4.5.6")
                .with("CCP_NODES", "2 127.1.2.3 4 127.4.5.6 4");
    }

    @Test
    void its_inputs_lie_where_each_node_finds_them_under_the_same_path() {
        common("a b.csv", "1,2");
        node.promised("a b.csv", Node.sha256("1,2"))
                .shared("curve.txt", "flat")
                .command("cat \"$INPUT\" \"$INPUTS/curve.txt\" > out.txt; echo \"$INPUTS\" >> out.txt")
                .outputs("out.txt");

        assertThat(node.with("AZ_BATCH_IS_CURRENT_NODE_MASTER", "false")
                        .coordinate()
                        .exitCode())
                .isZero();
        assertThat(shared.resolve("_dropbatch/in/curve.txt")).hasContent("flat");
        Finished finished = node.run();

        assertThat(finished.exitCode()).isZero();
        assertThat(finished.content("out/out.txt")).isEqualTo("1,2flat" + shared + "/_dropbatch/in\n");
    }

    /** A failure of the coordination would leave no marker to tell it. */
    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void the_first_node_tells_what_is_wrong_with_all_of_them(String first) {
        common("a.csv", "changed");
        node.with("AZ_BATCH_IS_CURRENT_NODE_MASTER", first).promised("a.csv", Node.sha256("as it was"));

        assertThat(node.coordinate().exitCode()).isZero();
        Finished finished = node.run();

        assertThat(finished.failure()).isEqualTo(FailureCode.INPUT_CHANGED);
        assertThat(finished.message()).startsWith("the input 'a.csv' is not what");
    }

    @Test
    void a_program_that_the_nodes_lack_is_named() {
        node.with("DROPBATCH_REQUIRES", "no-such-program").command("true");

        assertThat(node.coordinate().exitCode()).isZero();
        assertThat(node.run().failure()).isEqualTo(FailureCode.APPLICATION_MISSING);
    }

    @Test
    void the_command_is_told_its_nodes_in_its_own_words_and_in_those_of_mpi() {
        node.command("""
                        echo "$TASK_NODES $TASK_HOSTS" > out.txt
                        echo "$OMPI_MCA_btl_tcp_if_include" >> out.txt
                        cat "$OMPI_MCA_orte_default_hostfile" "$PRTE_MCA_prte_default_hostfile" "$HYDRA_HOST_FILE" "$I_MPI_HYDRA_HOST_FILE" >> out.txt
                        for agent in "$OMPI_MCA_plm_rsh_agent" "$PRTE_MCA_plm_ssh_agent" "$HYDRA_LAUNCHER_EXEC" "$I_MPI_HYDRA_BOOTSTRAP_EXEC"; do
                          [ "$agent" = "$TASK_REMOTE" ] || exit 1
                        done
                        """).outputs("out.txt");
        node.coordinate();

        assertThat(node.run().content("out/out.txt").lines())
                .containsExactlyElementsOf(List.of(
                        "2 127.1.2.3,127.4.5.6",
                        "127.0.0.0/8",
                        "127.1.2.3 slots=4",
                        "127.4.5.6 slots=4",
                        "127.1.2.3 slots=4",
                        "127.4.5.6 slots=4",
                        "127.1.2.3:4",
                        "127.4.5.6:4",
                        "127.1.2.3:4",
                        "127.4.5.6:4"));
    }

    /** As little as ssh would leave, so that a program that relies on more fails here as it fails on Azure. */
    @Test
    void a_command_on_another_node_has_nothing_of_the_environment_and_keeps_its_words() {
        node.with("PARAM_RATE", "0.5")
                .command(
                        "\"$TASK_REMOTE\" -x -l me 127.4.5.6 'printf \"%s|%s|\" \"${PARAM_RATE-none}\"' '\"a  b\"' > out.txt")
                .outputs("out.txt");
        node.coordinate();

        assertThat(node.run().content("out/out.txt")).isEqualTo("none|a  b|");
    }

    @Test
    void a_failure_while_a_node_does_not_answer_is_that_of_the_node() {
        node.with("CCP_NODES", "2 192.0.2.1 4 192.0.2.2 4").with("PATH", root + ":" + System.getenv("PATH"));
        answering(true);
        node.command("printf 'exit 255' > " + root.resolve("answer") + "; exit 3");
        node.coordinate();

        Finished finished = node.run();

        assertThat(finished.exitCode()).isEqualTo(70);
        assertThat(finished.failure()).isEqualTo(FailureCode.NODE_LOST);
        assertThat(finished.message())
                .isEqualTo(
                        "the node 192.0.2.1 of the task does not answer any more, and the command ended with code 3");
    }

    @Test
    void a_failure_while_all_nodes_answer_is_the_commands_own() {
        node.with("CCP_NODES", "2 192.0.2.1 4 192.0.2.2 4").with("PATH", root + ":" + System.getenv("PATH"));
        answering(true);
        node.command("exit 3");
        node.coordinate();

        assertThat(node.run().failure()).isEqualTo(FailureCode.USER_EXIT);
    }

    @Test
    void a_node_that_never_answered_is_named_before_the_command_runs() {
        node.with("CCP_NODES", "2 192.0.2.1 4 192.0.2.2 4").with("PATH", root + ":" + System.getenv("PATH"));
        answering(false);
        node.command("touch " + root.resolve("ran"));
        node.coordinate();

        assertThat(node.run().message())
                .isEqualTo("the first node of the task does not reach the node 192.0.2.1 by ssh");
        assertThat(root.resolve("ran")).doesNotExist();
    }

    /** Without Batch, as for workload test, this machine is all of its nodes. */
    @Test
    void outside_of_batch_this_machine_is_all_of_its_nodes() {
        node.without("AZ_BATCH_TASK_SHARED_DIR")
                .without("AZ_BATCH_HOST_LIST")
                .without("CCP_NODES")
                .input("a.csv", "1,2")
                .command("cat \"$INPUT\" > out.txt; echo \" $TASK_HOSTS\" >> out.txt")
                .outputs("out.txt");

        assertThat(node.run().content("out/out.txt")).isEqualTo("1,2 127.0.1.1,127.0.1.2\n");
    }

    /** A file that Batch brought to each node of the task. */
    private void common(String path, String content) {
        Node.write(shared.resolve("_dropbatch/in").resolve(path), content);
    }

    /** An ssh in its place whose answer is a file of the test's. */
    private void answering(boolean yes) {
        Path ssh = root.resolve("ssh");
        Node.write(root.resolve("answer"), yes ? "exit 0" : "exit 255");
        Node.write(ssh, "#!/bin/sh\n. " + root.resolve("answer") + "\n");
        assertThat(ssh.toFile().setExecutable(true)).isTrue();
    }
}
