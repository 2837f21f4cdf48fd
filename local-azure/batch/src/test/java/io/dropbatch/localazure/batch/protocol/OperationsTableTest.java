package io.dropbatch.localazure.batch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.batch.engine.BatchEngine;
import io.dropbatch.localazure.batch.engine.account.AccountQuotas;
import io.dropbatch.localazure.batch.engine.account.AccountSettings;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.time.AccountClock;
import io.dropbatch.localazure.batch.protocol.route.RouteTable;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's table of operations is the truth. */
class OperationsTableTest {

    private static final String BEGIN = "<!-- operations -->\n";
    private static final String END = "<!-- /operations -->";

    @Test
    void the_readme_lists_every_operation() throws Exception {
        String readme = Files.readString(Path.of("README.md"));

        String written = readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));

        assertThat(written).isEqualTo(table());
    }

    private static String table() {
        return "| operation | here |\n| --- | --- |\n"
                + routes().all().stream()
                        .map(route -> "| `" + route.verb() + " " + route.template() + "` | "
                                + (route.supported() ? "real" : "501") + " |\n")
                        .collect(Collectors.joining());
    }

    static RouteTable routes() {
        try (BatchEngine engine = new BatchEngine(
                new AccountSettings(Path.of("none"), Duration.ZERO, new AccountQuotas(1, 1, 1)),
                nothing(AccountStore.class),
                nothing(NodeAgent.class),
                new AccountClock(Clock.systemUTC()),
                new FaultInjection())) {
            return new BatchApi(engine, new FaultInjection(), (operation, status, nanos) -> {}).routes();
        }
    }

    private static <T> T nothing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null));
    }
}
