package io.dropbatch.batch;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * How the nodes of a pool reach each other: made for the pool and kept nowhere but there. Batch never shows them again, and
 * nobody needs the password.
 *
 * @param privateKey of RSA, as {@code ssh-keygen} writes it; Batch derives the public key
 */
public record NodeCredentials(String password, String privateKey) {

    private static final int BITS = 3072;
    private static final int PASSWORD_BYTES = 30;
    private static final byte OCTET_STRING = 0x04;
    private static final byte SEQUENCE = 0x30;
    private static final int LONG_FORM = 0x80;

    public static NodeCredentials generate() {
        byte[] password = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        return new NodeCredentials(HexFormat.of().formatHex(password) + "Aa!", pem(rsaKey(key())));
    }

    /** Says nothing of its secrets. */
    @Override
    public String toString() {
        return "NodeCredentials";
    }

    private static byte[] key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair().getPrivate().getEncoded();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    /** The PKCS#1 key within the PKCS#8 one: the octet string after version and algorithm. */
    private static byte[] rsaKey(byte[] pkcs8) {
        int place = contentOf(pkcs8, 0, SEQUENCE);
        place = end(pkcs8, place); // version
        place = end(pkcs8, place); // algorithm
        int from = contentOf(pkcs8, place, OCTET_STRING);
        byte[] key = new byte[end(pkcs8, place) - from];
        System.arraycopy(pkcs8, from, key, 0, key.length);
        return key;
    }

    private static int contentOf(byte[] der, int place, byte tag) {
        if (der[place] != tag) {
            throw new IllegalStateException("a private key of Java's is not what PKCS#8 says");
        }
        return place + 2 + lengthBytes(der, place);
    }

    private static int end(byte[] der, int place) {
        int bytes = lengthBytes(der, place);
        int length = bytes == 0 ? der[place + 1] : 0;
        for (int i = 0; i < bytes; i++) {
            length = length << 8 | (der[place + 2 + i] & 0xff);
        }
        return place + 2 + bytes + length;
    }

    private static int lengthBytes(byte[] der, int place) {
        int first = der[place + 1] & 0xff;
        return first < LONG_FORM ? 0 : first - LONG_FORM;
    }

    private static String pem(byte[] key) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key);
        return "-----BEGIN RSA PRIVATE KEY-----\n" + base64 + "\n-----END RSA PRIVATE KEY-----\n";
    }
}
