package io.dropbatch.scheduler.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import io.dropbatch.planning.task.ContainerRole;
import io.dropbatch.scheduler.app.port.BlobAccess.Grant;
import io.dropbatch.testing.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BlobAccessTest {

    private static final String ACCOUNT = "http://127.0.0.1:10000/acc";

    private final NodeContainers containers = new NodeContainers("applications", "inbox", "outputs", "system");
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final BlobServiceClient client = new BlobServiceClientBuilder()
            .connectionString("DefaultEndpointsProtocol=http;AccountName=acc;AccountKey=a2V5;BlobEndpoint=" + ACCOUNT)
            .buildClient();
    private final SignedBlobAccess signed = new SignedBlobAccess(client, containers, Duration.ofDays(30), clock);

    @Test
    void encodes_every_name_so_that_it_comes_back_the_same() {
        String hostile = "w/d/ünï/a b';$(touch x)+%2F#?&*~.csv";

        String address = signed.grant(Duration.ofHours(1)).blob(ContainerRole.INBOX, hostile);

        assertThat(address).startsWith(ACCOUNT + "/inbox/w/d/%C3%BCn%C3%AF/a%20b");
        assertThat(URI.create(address).getPath()).isEqualTo("/acc/inbox/" + hostile);
    }

    @Test
    void grants_no_more_than_nodes_need() {
        Grant grant = signed.grant(Duration.ofHours(1));

        assertThat(grant.blob(ContainerRole.INBOX, "a b")).contains("/inbox/a%20b?", "&sr=b&", "&sp=r&");
        assertThat(grant.container(ContainerRole.APPLICATIONS)).contains("&sr=c&", "&sp=rl&");
        assertThat(grant.uploads()).contains("/outputs?", "&sr=c&", "&sp=cw&");
        assertThat(grant.identity()).isEmpty();
    }

    @Test
    void signs_each_blob_for_itself() {
        Grant grant = signed.grant(Duration.ofHours(1));

        assertThat(signature(grant.blob(ContainerRole.INBOX, "a")))
                .isEqualTo(signature(signed.grant(Duration.ofHours(1)).blob(ContainerRole.INBOX, "a")))
                .isNotEqualTo(signature(grant.blob(ContainerRole.INBOX, "b")));
    }

    private static String signature(String address) {
        return address.substring(address.indexOf("&sig="));
    }

    @Test
    void outlives_what_it_is_made_for() {
        Grant grant = signed.grant(Duration.ofHours(24));

        assertThat(grant.container(ContainerRole.INBOX)).contains("se=2026-11-24T10%3A00%3A00Z");
        assertThat(signed.longest()).isEqualTo(Duration.ofDays(29));
    }

    @Test
    void needs_no_signature_where_nodes_have_an_identity() {
        Grant grant = new IdentityBlobAccess(ACCOUNT, containers, "/subscriptions/x").grant(Duration.ofDays(3));

        assertThat(grant.blob(ContainerRole.INBOX, "a b")).isEqualTo(ACCOUNT + "/inbox/a%20b");
        assertThat(grant.identity()).contains("/subscriptions/x");
    }
}
