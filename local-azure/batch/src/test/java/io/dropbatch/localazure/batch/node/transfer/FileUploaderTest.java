package io.dropbatch.localazure.batch.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files too large for one call go in blocks and arrive whole. */
class FileUploaderTest {

    @TempDir
    Path folder;

    @Test
    void sends_a_large_file_in_blocks() throws Exception {
        byte[] content = new byte[1_000_003];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("large"), content);
        Map<String, byte[]> blocks = new ConcurrentHashMap<>();
        List<String> committed = new ArrayList<>();
        List<String> md5 = new ArrayList<>();
        HttpServer storage = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        storage.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Matcher id = Pattern.compile("blockid=([^&]+)")
                    .matcher(exchange.getRequestURI().getQuery());
            if (id.find()) {
                blocks.put(id.group(1), body);
            } else {
                Matcher latest = Pattern.compile("<Latest>([^<]+)").matcher(new String(body, StandardCharsets.UTF_8));
                while (latest.find()) {
                    committed.add(latest.group(1));
                }
                md5.add(exchange.getRequestHeaders().getFirst("x-ms-blob-content-md5"));
            }
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        });
        storage.start();
        try {
            URI container =
                    URI.create("http://127.0.0.1:" + storage.getAddress().getPort() + "/acct/c?sig=x");

            new FileUploader(new BlobTransfers(), 400_000)
                    .upload(file, new SignedBlobAddress(container), "large", Map.of());
        } finally {
            storage.stop(0);
        }

        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        committed.forEach(id -> whole.writeBytes(blocks.get(id)));
        assertThat(committed).hasSize(11);
        assertThat(whole.toByteArray()).isEqualTo(content);
        assertThat(md5)
                .containsExactly(Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("MD5").digest(content)));
    }
}
