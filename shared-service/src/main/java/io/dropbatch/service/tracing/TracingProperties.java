package io.dropbatch.service.tracing;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where traces are exported to, and how many.
 *
 * @param endpoint of the collector; if empty, the exporter's usual one on this machine
 * @param sampling which part of the drops has a trace; the trace's id decides, so that all services agree
 * @param tasks how many tasks of a level are spans, the first ones and as many that failed
 */
@ConfigurationProperties("dropbatch.tracing")
@Validated
public record TracingProperties(
        @DefaultValue("none") @Pattern(regexp = "none|zipkin|otlp", message = "has to be none, zipkin or otlp")
        String exporter,

        @DefaultValue("")
        @Pattern(regexp = "|https?://\\S+", message = "has to be an address such as http://127.0.0.1:9411/api/v2/spans")
        String endpoint,

        @DefaultValue("1")
        @DecimalMin(value = "0", message = "has to be between 0 and 1")
        @DecimalMax(value = "1", message = "has to be between 0 and 1")
        double sampling,

        @DefaultValue("200") @Min(0) int tasks) {

    String endpointOr(String usual) {
        return endpoint.isEmpty() ? usual : endpoint;
    }
}
