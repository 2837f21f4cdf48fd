package io.dropbatch.localazure.batch.engine;

/** Looks into JSON that is kept as bytes, without reading it. */
final class Bytes {

    private Bytes() {}

    /** Whether bytes contain an ASCII text. */
    static boolean contain(byte[] bytes, String text) {
        char first = text.charAt(0);
        for (int i = bytes.length - text.length(); i >= 0; i--) {
            if (bytes[i] == first && at(bytes, i, text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean at(byte[] bytes, int offset, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (bytes[offset + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
