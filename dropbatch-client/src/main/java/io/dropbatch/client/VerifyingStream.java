package io.dropbatch.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes what is read; its end is reached only by bytes that are as many, and the same, as they have to be. */
final class VerifyingStream extends FilterInputStream {

    private static final int SKIP_BUFFER = 8192;

    private final String name;
    private final long bytes;
    private final String sha256;
    private final MessageDigest digest = sha256Digest();
    private long seen;
    private boolean sound;

    /** @param bytes how many; negative when only the hash is known */
    VerifyingStream(InputStream in, String name, long bytes, String sha256) {
        super(in);
        this.name = name;
        this.bytes = bytes;
        this.sha256 = sha256;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = super.read(buffer, offset, length);
        if (count < 0) {
            verify();
            return count;
        }
        digest.update(buffer, offset, count);
        seen += count;
        if (bytes >= 0 && seen > bytes) {
            throw new CorruptResultException(name + " has more than the " + bytes + " bytes that were announced");
        }
        return count;
    }

    /** Skips by reading: a hash has no gaps. */
    @Override
    public long skip(long count) throws IOException {
        byte[] skipped = new byte[(int) Math.clamp(count, 0, SKIP_BUFFER)];
        return Math.max(read(skipped, 0, skipped.length), 0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public synchronized void mark(int limit) {
        // There is no way back.
    }

    @Override
    public synchronized void reset() throws IOException {
        throw new IOException("a result is read once, from its beginning to its end");
    }

    private void verify() throws IOException {
        if (sound) {
            return;
        }
        if (bytes >= 0 && seen != bytes) {
            throw new CorruptResultException(name + " has " + seen + " bytes, announced were " + bytes);
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(sha256)) {
            throw new CorruptResultException(name + " has the SHA-256 " + found + ", announced was " + sha256);
        }
        sound = true;
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
