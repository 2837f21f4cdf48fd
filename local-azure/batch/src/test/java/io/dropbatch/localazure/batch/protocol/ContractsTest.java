package io.dropbatch.localazure.batch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.batch.protocol.route.OperationContracts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing is routed that no contract speaks of. */
class ContractsTest {

    @Test
    void every_operation_has_a_contract() {
        List<String> without = OperationsTableTest.routes().all().stream()
                .map(route -> route.verb() + " " + route.template())
                .filter(operation -> {
                    int blank = operation.indexOf(' ');
                    return OperationContracts.of(operation.substring(0, blank), operation.substring(blank + 1)) == null;
                })
                .toList();

        assertThat(without).isEmpty();
    }
}
