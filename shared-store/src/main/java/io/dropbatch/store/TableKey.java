package io.dropbatch.store;

import java.nio.charset.StandardCharsets;

/**
 * Writes any text as a table key: letters, digits and {@code - . ~} stay, every other byte of its UTF-8 becomes
 * {@code _xx}. The order of keys that need no encoding is kept.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model">
 *     Characters disallowed in key fields</a>
 */
final class TableKey {

    private TableKey() {}

    static String encode(String text) {
        StringBuilder key = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) Byte.toUnsignedInt(b);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '~');
            if (plain) {
                key.append(c);
            } else {
                key.append('_').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        return key.toString();
    }

    static String decode(String key) {
        byte[] bytes = new byte[key.length()];
        int length = 0;
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) == '_') {
                bytes[length++] = (byte) Integer.parseInt(key, i + 1, i + 3, 16);
                i += 2;
            } else {
                bytes[length++] = (byte) key.charAt(i);
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
