package io.dropbatch.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

class AzureProfileTest {

    private static final String CHOSEN = "--spring.profiles.active=azure";

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(MonitorProperties.class)
    static class Settings {}

    @Test
    void asks_batch_less_often_than_on_a_laptop() {
        assertThat(start().looks().gap()).isEqualTo(Duration.ofSeconds(1));

        MonitorProperties azure = start(CHOSEN);

        assertThat(azure.looks().gap()).isEqualTo(Duration.ofSeconds(5));
        assertThat(azure.looks().threads()).isEqualTo(4);
        assertThat(azure.sweep().longest()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void gives_way_to_what_is_mounted_beside_the_program(@TempDir Path folder) throws Exception {
        Path mounted =
                Files.writeString(folder.resolve("application.yml"), "dropbatch.monitor.looks: { last-gap: 3s }\n");

        MonitorProperties azure = start(CHOSEN, "--spring.config.additional-location=" + mounted.toUri());

        assertThat(azure.looks().lastGap()).isEqualTo(Duration.ofSeconds(3));
        assertThat(azure.looks().gap()).isEqualTo(Duration.ofSeconds(5));
    }

    private static MonitorProperties start(String... arguments) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Settings.class)
                .web(WebApplicationType.NONE)
                .run(arguments)) {
            return context.getBean(MonitorProperties.class);
        }
    }
}
