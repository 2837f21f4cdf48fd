package io.dropbatch.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.testtools.NeedsTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCredentialsTest {

    @Test
    @NeedsTool("ssh-keygen")
    void makes_a_key_of_which_ssh_knows_the_public_half(@TempDir Path folder) throws Exception {
        Path key = Files.createFile(
                folder.resolve("key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, NodeCredentials.generate().privateKey());

        Process keygen = new ProcessBuilder("ssh-keygen", "-y", "-f", key.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(keygen.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .startsWith("ssh-rsa ");
        assertThat(keygen.waitFor()).isZero();
    }

    @Test
    void makes_others_each_time_and_tells_none_of_them() {
        NodeCredentials one = NodeCredentials.generate();
        NodeCredentials other = NodeCredentials.generate();

        assertThat(one.privateKey()).isNotEqualTo(other.privateKey());
        assertThat(one.password()).hasSize(63).isNotEqualTo(other.password());
        assertThat(one).hasToString("NodeCredentials");
    }
}
