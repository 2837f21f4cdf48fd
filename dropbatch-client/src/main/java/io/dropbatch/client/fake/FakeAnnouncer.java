package io.dropbatch.client.fake;

import io.dropbatch.client.AnnouncementHandler;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Announces as Dropbatch may: everything twice and in any order. As a JUnit extension
 * ({@code @ExtendWith(FakeAnnouncer.class)}) it gives each test method one of its own as a parameter.
 */
public final class FakeAnnouncer implements ParameterResolver {

    private static final Instant TIME = Instant.parse("2026-11-20T09:00:14Z");

    private final List<byte[]> messages = new ArrayList<>();

    /** Announces something that the test made up. */
    public FakeAnnouncer announce(DomainEvent event) {
        messages.add(EventCodec.write(event, "/fake", TIME, null));
        return this;
    }

    /** Announces the published example of a type. */
    public FakeAnnouncer announceExample(EventType type) {
        messages.add(example(type));
        return this;
    }

    /** The published example of a type, as it is on the bus. */
    public static byte[] example(EventType type) {
        String name = "/" + type.folder() + "example.json";
        try (InputStream in = EventType.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Delivers what was announced in this order, once. */
    public void deliverTo(AnnouncementHandler handler) {
        messages.forEach(handler::receive);
    }

    /**
     * Delivers every announcement twice, in an order that the seed decides: the same seed is the same order. What
     * follows must hold for every seed.
     */
    public void deliverTwiceInAnyOrderTo(AnnouncementHandler handler, long seed) {
        List<byte[]> doubled = new ArrayList<>(messages);
        doubled.addAll(messages);
        Collections.shuffle(doubled, new Random(seed));
        doubled.forEach(handler::receive);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FakeAnnouncer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new FakeAnnouncer();
    }
}
