package io.dropbatch.localazure.batch;

import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a JUnit test class, with all its nested classes, its own Batch account. Registered from a static field, or
 * by {@code @ExtendWith(BatchExtension.class)} for tests that take a {@link BatchServer} as a parameter.
 */
public final class BatchExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {

    private final List<Consumer<BatchServer>> pools = new ArrayList<>();
    private UnaryOperator<BatchOptions> options = usual -> usual;
    private @Nullable BatchServer server;
    private int classes;

    /** An account without pools. */
    public BatchExtension() {}

    /** An account with a pool of this many nodes, each with one slot. */
    public static BatchExtension withPool(String id, int nodes) {
        return new BatchExtension().andPool(id, nodes, 1);
    }

    /** Adds a pool. */
    public BatchExtension andPool(String id, int nodes, int slotsPerNode) {
        pools.add(batch -> batch.createPool(id, nodes, slotsPerNode));
        return this;
    }

    /** Changes the account's options, such as {@code options -> options.withBootTime(...)}. */
    public BatchExtension with(UnaryOperator<BatchOptions> change) {
        UnaryOperator<BatchOptions> former = options;
        options = usual -> change.apply(former.apply(usual));
        return this;
    }

    public URI endpoint() {
        return server().endpoint();
    }

    public String account() {
        return server().account();
    }

    public String key() {
        return server().key();
    }

    public FaultInjection faults() {
        return server().faults();
    }

    public synchronized BatchServer server() {
        if (server == null) {
            throw new IllegalStateException("No test class is running; is the extension in a static field?");
        }
        return server;
    }

    @Override
    public synchronized void beforeAll(ExtensionContext context) {
        if (classes++ == 0) {
            BatchServer started = BatchServer.start(options);
            server = started;
            pools.forEach(pool -> pool.accept(started));
        }
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
        if (--classes == 0 && server != null) {
            server.close();
            server = null;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == BatchServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server();
    }
}
