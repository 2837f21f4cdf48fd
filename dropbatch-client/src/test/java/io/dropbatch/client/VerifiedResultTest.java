package io.dropbatch.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifiedResultTest {

    private static final SubmissionId SUBMISSION = new SubmissionId("words-3wctybvsjnbpbpejzcv2");
    private static final String MANIFEST = "words/" + SUBMISSION + "/manifest.json";

    private final Map<String, byte[]> blobs = new HashMap<>();
    private final ResultSource source = (container, path) -> {
        byte[] blob = blobs.get(container + "/" + path);
        if (blob == null) {
            throw new FileNotFoundException(path);
        }
        return new ByteArrayInputStream(blob);
    };
    private OutputReady ready;

    @BeforeEach
    void write_a_result() throws Exception {
        blobs.put("outputs/part", "part".getBytes(UTF_8));
        blobs.put("outputs/total", "total".getBytes(UTF_8));
        byte[] manifest = ("{\"schema\":\"dropbatch/manifest/v1\",\"submission\":\"" + SUBMISSION
                        + "\",\"workload\":\"words\",\"attempt\":1,\"job\":\"" + SUBMISSION + "-1\",\"levels\":[1,1],"
                        + "\"outputs\":[" + output("0-000001", "part") + "," + output("1-000001", "total") + "]}")
                .getBytes(UTF_8);
        blobs.put("outputs/" + MANIFEST, manifest);
        Instant now = Instant.parse("2026-11-20T09:00:14Z");
        ready = new OutputReady(
                SUBMISSION,
                "words",
                new JobId(SUBMISSION + "-1"),
                "outputs",
                MANIFEST,
                sha256(manifest),
                2,
                1,
                5,
                now,
                now);
    }

    @Test
    void reads_what_was_announced() throws IOException {
        VerifiedResult result = VerifiedResult.open(source, ready);

        assertThat(result.outputs()).extracting(ManifestOutput::path).containsExactly("total");
        try (InputStream in = result.read(result.outputs().getFirst())) {
            assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("total");
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void does_not_end_a_file_that_was_changed() throws IOException {
        VerifiedResult result = VerifiedResult.open(source, ready);
        blobs.put("outputs/total", "tota1".getBytes(UTF_8));

        try (InputStream in = result.read(result.outputs().getFirst())) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(CorruptResultException.class)
                    .hasMessageStartingWith("total has the SHA-256 ");
            assertThatThrownBy(in::read).isInstanceOf(IOException.class);
        }
    }

    @Test
    void does_not_end_a_file_that_is_shorter_or_longer() throws IOException {
        VerifiedResult result = VerifiedResult.open(source, ready);
        ManifestOutput total = result.outputs().getFirst();

        blobs.put("outputs/total", "tota".getBytes(UTF_8));
        try (InputStream in = result.read(total)) {
            assertThatThrownBy(in::readAllBytes).hasMessage("total has 4 bytes, announced were 5");
        }
        blobs.put("outputs/total", "totals".getBytes(UTF_8));
        try (InputStream in = result.read(total)) {
            assertThatThrownBy(in::readAllBytes).hasMessage("total has more than the 5 bytes that were announced");
        }
    }

    @Test
    void verifies_what_is_skipped_too() throws IOException {
        VerifiedResult result = VerifiedResult.open(source, ready);
        blobs.put("outputs/total", "Total".getBytes(UTF_8));

        try (InputStream in = result.read(result.outputs().getFirst())) {
            assertThat(in.skip(3)).isEqualTo(3);
            assertThatThrownBy(in::readAllBytes).isInstanceOf(CorruptResultException.class);
        }
    }

    @Test
    void refuses_a_manifest_that_was_not_announced() {
        blobs.put("outputs/" + MANIFEST, "{}".getBytes(UTF_8));

        assertThatThrownBy(() -> VerifiedResult.open(source, ready))
                .isInstanceOf(CorruptResultException.class)
                .hasMessageStartingWith(MANIFEST);
    }

    private String output(String task, String name) throws Exception {
        byte[] content = blobs.get("outputs/" + name);
        return "{\"task\":\"" + task + "\",\"run\":\"r\",\"path\":\"" + name + "\",\"blob\":\"" + name + "\",\"bytes\":"
                + content.length + ",\"sha256\":\"" + sha256(content) + "\",\"md5\":\"\"}";
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
