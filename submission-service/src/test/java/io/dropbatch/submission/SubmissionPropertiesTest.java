package io.dropbatch.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.bus.ConfigurationProblem;
import io.dropbatch.submission.SubmissionProperties.Containers;
import io.dropbatch.submission.SubmissionProperties.Storage;
import io.dropbatch.submission.SubmissionProperties.Sweep;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionPropertiesTest {

    private static final Containers CONTAINERS = new Containers("applications", "workloads", "inbox", "system");
    private static final Sweep SWEEP = new Sweep(Duration.ofSeconds(30), Duration.ZERO);

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "In_box", "a--b", "-ab"})
    void names_the_container_that_cannot_be_one(String name) {
        assertThatThrownBy(() -> new Containers("applications", "workloads", name, "system"))
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageStartingWith("dropbatch.containers.inbox: ");
    }

    @Test
    void does_not_print_secrets() {
        assertThat(new Storage("AccountKey=a2V5", "", "").toString()).doesNotContain("a2V5");
    }

    @Test
    void names_a_pause_that_makes_no_sense() {
        assertThatThrownBy(() -> new Sweep(Duration.ZERO, Duration.ZERO))
                .hasMessageStartingWith("dropbatch.sweep.every: ");
        assertThatThrownBy(() -> new Sweep(Duration.ofSeconds(1), Duration.ofSeconds(-1)))
                .hasMessageStartingWith("dropbatch.sweep.grace: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "AccountKey=c2VjcmV0"})
    void names_the_storage_account_that_is_missing_and_never_its_key(String connectionString) {
        SubmissionProperties properties =
                new SubmissionProperties(CONTAINERS, new Storage(connectionString, "", ""), SWEEP);

        assertThatThrownBy(() -> new SubmissionConfiguration().storageAccount(properties))
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageStartingWith("AZURE_STORAGE_CONNECTION_STRING: ")
                .hasMessageNotContaining("c2VjcmV0");
    }
}
