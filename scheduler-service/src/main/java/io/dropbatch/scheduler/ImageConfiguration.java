package io.dropbatch.scheduler;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import io.dropbatch.batch.SupportedImages;
import io.dropbatch.scheduler.domain.pool.MarketplaceImage;
import io.dropbatch.service.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Compares the images of the settings with those that Batch supports, once a day: what ends is told long before it does. */
@Configuration(proxyBeanMethods = false)
class ImageConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(ImageConfiguration.class);

    @Bean
    PeriodicTask imageCheck(BatchServiceClient batch, SchedulerProperties properties, Clock clock) {
        return PeriodicTask.every(
                        Duration.ofDays(1),
                        "image-check",
                        () -> check(batch, properties.images().values(), clock))
                .firstAfter(Duration.ofMinutes(1));
    }

    private static void check(BatchServiceClient batch, Collection<MarketplaceImage> images, Clock clock) {
        SupportedImages supported = SupportedImages.ask(batch);
        for (MarketplaceImage image : images) {
            skusOf(image)
                    .map(sku -> image.publisher() + ":" + image.offer() + ":" + sku)
                    .map(name -> supported.objection(name, image.nodeAgent(), clock.instant()))
                    .flatMap(Optional::stream)
                    .forEach(words ->
                            LOG.atWarn().addKeyValue("explanation", words).log("an image needs attention"));
        }
    }

    private static Stream<String> skusOf(MarketplaceImage image) {
        @Nullable String firstGeneration = image.firstGenerationSku();
        return firstGeneration == null ? Stream.of(image.sku()) : Stream.of(image.sku(), firstGeneration);
    }
}
