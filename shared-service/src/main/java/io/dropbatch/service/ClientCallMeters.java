package io.dropbatch.service;

import io.dropbatch.model.call.CallAnswer;
import io.dropbatch.model.call.CallObserver;
import io.dropbatch.model.call.ClientCall;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Times the calls to Azure, by client, operation and answer. */
final class ClientCallMeters implements CallObserver {

    /** Counted from an operation's first use on, so that a rate sees the first refusal. */
    private static final List<CallAnswer> EXPECTED = List.of(CallAnswer.OK, CallAnswer.THROTTLED, CallAnswer.BUSY);

    private final MeterRegistry meters;
    private final Map<ClientCall, Timer> timers = new ConcurrentHashMap<>();

    ClientCallMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void answered(ClientCall call, Duration took) {
        Timer timer = timers.get(call);
        if (timer == null) {
            EXPECTED.forEach(answer -> timer(new ClientCall(call.client(), call.operation(), answer)));
            timer = timer(call);
        }
        timer.record(took);
    }

    private Timer timer(ClientCall call) {
        return timers.computeIfAbsent(
                call,
                missing -> Timer.builder("dropbatch.client.requests")
                        .description("How long Azure took to answer requests of the clients, by kind of answer")
                        .tag("client", missing.client().value())
                        .tag("operation", missing.operation())
                        .tag("answer", missing.answer().value())
                        .register(meters));
    }
}
