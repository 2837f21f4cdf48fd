package io.dropbatch.codec.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentValueTest {

    private static final Set<String> NAMES = Set.of("PATH", "MODEL");

    @Test
    void a_path_that_names_the_application_is_refused_with_the_way_to_do_it() {
        assertThat(EnvironmentValue.objection("PATH", "$APP_DIR/bin:$PATH", NAMES))
                .hasValue("is literal: '$APP_DIR' would not be replaced. Begin the command with: export"
                        + " PATH=\"$APP_DIR/bin:$PATH\"; (not needed for programs in the application's"
                        + " folder bin)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"IFS", "PWD", "_"})
    void a_variable_that_shells_set_themselves_is_refused(String name) {
        assertThat(EnvironmentName.objection(name))
                .hasValue("is set by every shell when it starts: set it in the command");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${APP_DIR}/model",
                "/opt/lib:$LD_LIBRARY_PATH",
                "${PYTHONPATH:-}:lib",
                "$HOME/.cache",
                "$INPUTS",
                "seed-$TASK_INDEX",
                "$PARAM_SEED",
                "$AZ_BATCH_TASK_DIR/tmp",
                "$MODEL.bin"
            })
    void a_reference_to_what_a_task_has_is_refused(String value) {
        assertThat(EnvironmentValue.objection("LIB", value, NAMES)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pa$$word", "cost in $", "$5", "^a$", "s3cr$et", "/usr/bin:/bin", "${", "$PATHS"})
    void a_value_with_a_dollar_sign_of_its_own_is_literal(String value) {
        assertThat(EnvironmentValue.objection("LIB", value, NAMES)).isEmpty();
    }
}
