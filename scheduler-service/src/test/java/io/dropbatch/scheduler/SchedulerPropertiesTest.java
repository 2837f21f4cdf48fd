package io.dropbatch.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import io.dropbatch.model.call.CallObserver;
import io.dropbatch.service.AzureProperties;
import io.dropbatch.store.cloud.CloudAddresses;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;

@ExtendWith(OutputCaptureExtension.class)
class SchedulerPropertiesTest {

    @EnableConfigurationProperties({
        SchedulerProperties.class,
        SubmissionTiming.class,
        RetentionProperties.class,
        CostProperties.class,
        PoolProperties.class,
        AzureProperties.class
    })
    static class Settings {

        @Bean
        BatchServiceClient batchClient(AzureProperties azure) {
            return new SchedulerConfiguration().batchClient(azure, CloudAddresses.ofPublicCloud(), CallObserver.NONE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:10010", "ftp://host", "http://"})
    void names_the_endpoint_that_is_missing_or_wrong(String endpoint, CapturedOutput output) {
        assertThat(told(output, "AZURE_BATCH_ENDPOINT=" + endpoint)).contains("AZURE_BATCH_ENDPOINT: has to be");
    }

    @Test
    void names_the_key_that_is_none_without_repeating_it(CapturedOutput output) {
        assertThat(told(output, "AZURE_BATCH_ENDPOINT=http://127.0.0.1:1", "AZURE_BATCH_ACCESS_KEY=s3cret!"))
                .contains("AZURE_BATCH_ACCESS_KEY: ");
        assertThat(output.getAll()).doesNotContain("s3cret");
    }

    @Test
    void names_the_account_that_a_key_lacks(CapturedOutput output) {
        assertThat(told(output, "AZURE_BATCH_ENDPOINT=http://127.0.0.1:1", "AZURE_BATCH_ACCESS_KEY=a2V5"))
                .contains("AZURE_BATCH_ACCOUNT: ");
    }

    @ParameterizedTest
    @CsvSource({
        "DROPBATCH_MAX_ACTIVE_JOBS=0, DROPBATCH_MAX_ACTIVE_JOBS: has to be at least 1",
        "DROPBATCH_POOL_MAX_NODES=0, DROPBATCH_POOL_MAX_NODES: has to be at least 1",
        "dropbatch.scheduler.pool-limits.slots-per-node=0, slots-per-node: has to be at least 1",
        "dropbatch.scheduler.every.clean-up=0s, dropbatch.scheduler.every.clean-up: has to be longer than zero",
        "dropbatch.scheduler.remember-closed=1d, dropbatch.scheduler.remember-closed: has to be at least 14d",
        "DROPBATCH_NODE_PRICE=-1, DROPBATCH_NODE_PRICE: has to be at least 0",
        "dropbatch.scheduler.currency=Taler, dropbatch.scheduler.currency: has to be three letters",
        "dropbatch.scheduler.prices.[Standard_D2s_v5].dedicated=-1, has to be at least 0",
        "dropbatch.pools.profiles.gpu.vm-sizes[0]=a b, has to be the name of a VM size",
        "dropbatch.pools.profiles.gpu.image=ubuntu-24.04, has to name at least one VM size",
        "AZURE_BATCH_RESOURCE_ID=acme, has to be /subscriptions/",
        "dropbatch.scheduler.longest-signature=1d, dropbatch.scheduler.longest-signature: has to be at least 2d",
    })
    void names_the_setting_that_makes_no_sense(String setting, String line, CapturedOutput output) {
        assertThat(told(output, "AZURE_BATCH_ENDPOINT=http://127.0.0.1:1", setting))
                .contains(line);
    }

    private static String told(CapturedOutput output, String... settings) {
        String[] arguments =
                Arrays.stream(settings).map(setting -> "--" + setting).toArray(String[]::new);
        assertThatThrownBy(() -> new SpringApplicationBuilder(Settings.class)
                        .web(WebApplicationType.NONE)
                        .run(arguments))
                .isNotNull();
        return output.getAll().lines().filter(line -> line.contains("ERROR")).reduce("", String::concat);
    }
}
