package io.dropbatch.model.id;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes several texts into one short lower-case name; the same texts always give the same name. */
final class ShortDigest {

    private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();

    private ShortDigest() {}

    /**
     * {@code characters} letters and digits (5 bits each) of the SHA-256 over the parts, each preceded by its length.
     */
    static String of(int characters, String... parts) {
        MessageDigest sha = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            sha.update(bytes);
        }
        return base32(sha.digest(), characters);
    }

    private static String base32(byte[] hash, int characters) {
        StringBuilder text = new StringBuilder(characters);
        for (int i = 0; i < characters; i++) {
            text.append(BASE32[fiveBitsAt(hash, i * 5)]);
        }
        return text.toString();
    }

    private static int fiveBitsAt(byte[] hash, int bit) {
        int high = Byte.toUnsignedInt(hash[bit / 8]) << 8;
        int low = bit / 8 + 1 < hash.length ? Byte.toUnsignedInt(hash[bit / 8 + 1]) : 0;
        return ((high | low) >> (11 - bit % 8)) & 31;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
