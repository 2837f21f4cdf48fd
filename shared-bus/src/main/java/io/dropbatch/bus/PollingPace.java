package io.dropbatch.bus;

import com.azure.core.amqp.implementation.ReactorProvider;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.proton.reactor.Reactor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.beans.NullValueInNestedPathException;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

/**
 * Lets the Azure client sleep until its connection has something for it. By itself it wakes fifty times a second to look,
 * which was most of what waiting services cost. What arrives, what is sent and what falls due wakes it at once either way.
 *
 * <p>The client sets its pace for each new connection and offers no setting, so that its own is replaced a little later.
 * A client that looks different inside keeps its pace, and one line says so.
 *
 * @see <a href="https://github.com/Azure/azure-sdk-for-java/blob/main/sdk/core/azure-core-amqp/src/main/java/com/azure/core/amqp/implementation/handler/ReactorHandler.java">ReactorHandler</a>
 * @see <a href="https://qpid.apache.org/releases/qpid-proton-j-0.34.1/api/org/apache/qpid/proton/reactor/Reactor.html">Reactor.setTimeout</a>
 */
final class PollingPace implements AutoCloseable {

    /** Not for ever: should the client count on being woken now and then, it still is. */
    private static final Duration PACE = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final String INSIDE = "v2StackSupport.sharedConnectionCache.currentConnection.reactorProvider";
    private static final Logger LOG = LoggerFactory.getLogger(PollingPace.class);

    private final DirectFieldAccessor client;
    private final Disposable looking;
    private @Nullable Reactor paced;

    PollingPace(ServiceBusClientBuilder client) {
        this.client = new DirectFieldAccessor(client);
        this.looking = Schedulers.parallel()
                .schedulePeriodically(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            pace((ReactorProvider) Objects.requireNonNull(client.getPropertyValue(INSIDE), INSIDE));
        } catch (NullValueInNestedPathException | IOException | RejectedExecutionException e) {
            LOG.trace("not connected to the bus, or not for long: the next look is for its successor", e);
        } catch (RuntimeException e) {
            LOG.info("the Azure client goes on polling its connection cause={}", e.getMessage());
            looking.dispose();
        }
    }

    private void pace(ReactorProvider connection) throws IOException {
        Reactor reactor = connection.getReactor();
        if (reactor != paced) {
            // In the client's own thread, the only one that reads it.
            connection.getReactorDispatcher().invoke(() -> reactor.setTimeout(PACE.toMillis()));
            paced = reactor;
        }
    }

    @Override
    public void close() {
        looking.dispose();
    }
}
