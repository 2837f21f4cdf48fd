package io.dropbatch.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.batch.BatchServer;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupportedImagesTest {

    private static BatchServer server;
    private static SupportedImages images;

    @BeforeAll
    static void ask() {
        server = BatchServer.start();
        images = SupportedImages.ask(
                BatchClientFactory.open(server.endpoint().toString(), server.account(), server.key()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "canonical:ubuntu-24_04-lts:server, batch.node.ubuntu 24.04, 2027-06-29T00:00:00Z",
        "Canonical:0001-com-ubuntu-server-jammy:22_04-lts, batch.node.ubuntu 22.04, 2026-12-31T00:00:00Z",
    })
    void has_nothing_to_say_of_what_is_supported_for_long(String image, String agent, Instant now) {
        assertThat(images.objection(image, agent, now)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "canonical:0001-com-ubuntu-server-jammy:22_04-lts | batch.node.ubuntu 22.04"
                        + " | Batch's support of the image canonical:0001-com-ubuntu-server-jammy:22_04-lts ends on"
                        + " 2027-06-30, then its pools may no longer grow: use a newer one",
                "canonical:ubuntu-24_04-lts:server | batch.node.ubuntu 22.04"
                        + " | Batch lists no image canonical:ubuntu-24_04-lts:server with the agent 'batch.node.ubuntu"
                        + " 22.04' and refuses pools with it: 'az batch pool supported-images list' shows what it takes",
            })
    void says_what_is_wrong_with_an_image(String image, String agent, String words) {
        assertThat(images.objection(image, agent, Instant.parse("2027-01-02T00:00:00Z")))
                .contains(words);
    }
}
