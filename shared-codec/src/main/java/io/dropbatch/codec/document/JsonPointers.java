package io.dropbatch.codec.document;

/** JSON pointers, and how people read them. */
public final class JsonPointers {

    private JsonPointers() {}

    public static String child(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** {@code /tasks/outputs/1} as {@code tasks.outputs[1]}, counted from 0. */
    public static String readable(String pointer) {
        StringBuilder text = new StringBuilder();
        for (String part :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            String name = part.replace("~1", "/").replace("~0", "~");
            if (name.matches("[0-9]+")) {
                text.append('[').append(name).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(name);
            }
        }
        return text.toString();
    }
}
