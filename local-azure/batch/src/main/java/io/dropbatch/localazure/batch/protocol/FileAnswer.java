package io.dropbatch.localazure.batch.protocol;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;

/** Streams a file, or the part of it that was asked for. */
final class FileAnswer {

    private FileAnswer() {}

    static void send(HttpExchange exchange, Answer.File file, boolean head) throws IOException {
        if (head || file.length() == 0) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(file.length()));
            exchange.sendResponseHeaders(file.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(file.status(), file.length());
        try (InputStream in = Files.newInputStream(file.file());
                OutputStream out = exchange.getResponseBody()) {
            in.skipNBytes(file.offset());
            copy(in, out, file.length());
        }
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("The file became shorter while it was sent");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }
}
