package io.dropbatch.localazure.storage.proxy;

import io.dropbatch.localazure.storage.events.EventFaults;
import io.dropbatch.localazure.storage.events.UnreliableDelivery;
import io.dropbatch.localazure.storage.events.UnreliableDelivery.Rates;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /_faults?drop=1&throttle=5} with the header {@code x-local-azure: 1}, which no web page can send without
 * a preflight: sets faults from outside the process.
 */
record FaultRequest(Map<String, List<String>> switches) {

    private static final String PATH = "/_faults";

    static boolean is(HttpRequest request) {
        return request.method().equals(HttpMethod.POST)
                && request.uri().startsWith(PATH)
                && request.headers().contains("x-local-azure");
    }

    static FaultRequest of(HttpRequest request) {
        return new FaultRequest(new QueryStringDecoder(request.uri()).parameters());
    }

    /** Sets the faults; throws for an invalid request. */
    void apply(EventFaults events, RequestFaults requests) {
        for (String name : switches.keySet()) {
            switch (name) {
                case "drop" -> events.dropNext(number(name));
                case "duplicate" -> events.duplicateNext(number(name));
                case "reorder" -> events.reorderNext(number(name));
                case "delay" -> events.delayNext(number(name), Duration.ofMillis(number("delayMillis")));
                case "delayMillis" -> number(name);
                case "unreliable" -> events.deliver(unreliable());
                case "lost", "duplicated", "latestMillis" -> number(name);
                case "throttle" -> requests.throttleNext(number(name));
                default ->
                    throw new IllegalArgumentException(name
                            + " is none of drop, duplicate, reorder, delay, delayMillis, unreliable, lost, duplicated, latestMillis,"
                            + " throttle");
            }
        }
    }

    /** {@code unreliable=SEED} with the rates; {@code unreliable=0} ends it. */
    private @Nullable UnreliableDelivery unreliable() {
        int seed = number("unreliable");
        Rates rates =
                new Rates(number("lost", 0), number("duplicated", 0), Duration.ofMillis(number("latestMillis", 0)));
        return seed == 0 ? null : new UnreliableDelivery(rates, seed);
    }

    private int number(String name, int absent) {
        return switches.containsKey(name) ? number(name) : absent;
    }

    private int number(String name) {
        return Integer.parseUnsignedInt(switches.getOrDefault(name, List.of("")).get(0));
    }
}
