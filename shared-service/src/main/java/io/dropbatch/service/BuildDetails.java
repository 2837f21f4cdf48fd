package io.dropbatch.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build of Dropbatch runs, as a metric.
 *
 * @param version of the release
 * @param revision of the sources; {@code unknown} when it was built outside of their repository
 */
record BuildDetails(String version, String revision) implements MeterBinder {

    private static final String RESOURCE = "/dropbatch-build.properties";

    /** What the build has written down. */
    static BuildDetails read() {
        Properties written = new Properties();
        try (InputStream in = BuildDetails.class.getResourceAsStream(RESOURCE)) {
            if (in != null) {
                written.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
        return new BuildDetails(written.getProperty("version", "unknown"), written.getProperty("revision", "unknown"));
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("dropbatch.build.info", () -> 1)
                .description("The version and revision that runs; always 1")
                .tag("version", version)
                .tag("revision", revision)
                .register(meters);
    }
}
