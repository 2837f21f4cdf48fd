package io.dropbatch.service.tracing;

import io.dropbatch.bus.BusAutoConfiguration;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.zipkin.ZipkinSpanExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import zipkin2.reporter.urlconnection.URLConnectionSender;

/**
 * Exports the traces of drops, if a setting says where to. Spring Boot's own configuration of tracing is excluded in
 * {@code dropbatch-service.yml}: it would make spans of its own for each request, under ids by chance.
 */
@AutoConfiguration(before = BusAutoConfiguration.class)
@EnableConfigurationProperties(TracingProperties.class)
public class TracingAutoConfiguration {

    private static final String EXPORTER = "dropbatch.tracing.exporter";
    private static final int MOST_MILLISECONDS = 5000;

    /** Zipkin, with its own JSON over HTTP. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = EXPORTER, havingValue = "zipkin")
    @Import(SpanRecording.class)
    static class ToZipkin {

        @Bean
        SpanExporter spanExporter(TracingProperties tracing) {
            return ZipkinSpanExporter.builder()
                    .setSender(URLConnectionSender.newBuilder()
                            .endpoint(tracing.endpointOr("http://127.0.0.1:9411/api/v2/spans"))
                            .connectTimeout(MOST_MILLISECONDS)
                            .readTimeout(MOST_MILLISECONDS)
                            .build())
                    .build();
        }
    }

    /** Any collector that takes OTLP over HTTP. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = EXPORTER, havingValue = "otlp")
    @Import(SpanRecording.class)
    static class ToCollector {

        @Bean
        SpanExporter spanExporter(TracingProperties tracing) {
            return OtlpHttpSpanExporter.builder()
                    .setEndpoint(tracing.endpointOr("http://127.0.0.1:4318/v1/traces"))
                    .setTimeout(Duration.ofMillis(MOST_MILLISECONDS))
                    .build();
        }
    }
}
