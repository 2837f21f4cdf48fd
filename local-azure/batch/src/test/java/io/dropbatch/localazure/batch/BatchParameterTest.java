package io.dropbatch.localazure.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The account as a parameter, by one annotation. */
@ExtendWith(BatchExtension.class)
class BatchParameterTest {

    private final BatchServer batch;

    BatchParameterTest(BatchServer batch) {
        this.batch = batch;
    }

    @Test
    void a_class_has_one_account(BatchServer server) {
        assertThat(server).isSameAs(batch);
        assertThat(server.folder()).isDirectory();
    }

    @Nested
    class Inside {

        @Test
        void a_nested_class_has_that_of_its_outer_class(BatchServer server) {
            assertThat(server).isSameAs(batch);
            assertThat(server.folder()).isDirectory();
        }
    }
}
