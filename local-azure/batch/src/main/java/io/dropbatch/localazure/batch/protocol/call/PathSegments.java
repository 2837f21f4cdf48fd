package io.dropbatch.localazure.batch.protocol.call;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Splits a raw path before decoding it, so that an encoded slash stays inside of its segment. */
public final class PathSegments {

    private PathSegments() {}

    public static List<String> of(String rawPath) {
        List<String> segments = new ArrayList<>();
        // An account's address may end with a slash, so a path may begin with two.
        for (String raw : rawPath.replaceFirst("^/+", "").split("/")) {
            if (raw.isEmpty() && !rawPath.matches("/*")) {
                throw BatchError.of(ErrorCode.InvalidUri).with("Reason", "A part of the path is empty.");
            }
            segments.add(decoded(raw));
        }
        return segments;
    }

    /** Decodes strictly: refuses incomplete escapes and invalid UTF-8. */
    private static String decoded(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '%') {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            bytes.write(octet(raw, i));
            i += 2;
        }
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            if (decoded.indexOf('\0') < 0) {
                return decoded;
            }
        } catch (CharacterCodingException e) {
            throw BatchError.of(ErrorCode.InvalidUri).with("Reason", "The path is not UTF-8.");
        }
        throw BatchError.of(ErrorCode.InvalidUri).with("Reason", "The path holds NUL.");
    }

    private static int octet(String raw, int at) {
        int high = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
        int low = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw BatchError.of(ErrorCode.InvalidUri).with("Reason", "The path is not percent-encoded correctly.");
        }
        return high * 16 + low;
    }
}
