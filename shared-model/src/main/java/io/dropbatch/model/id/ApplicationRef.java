package io.dropbatch.model.id;

import java.util.regex.Pattern;

/** An application and its version: the folder {@code <name>/<version>/} of the applications container. */
public record ApplicationRef(String name, String version) {

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");

    public ApplicationRef {
        if (!WorkloadName.isLegal(name)) {
            throw new IllegalArgumentException("not an application name: use 1-30 of a-z, 0-9 and '-'");
        }
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("not a version: use 1-64 letters, digits and . _ + -");
        }
    }

    /** {@code <name>/<version>}, without a slash at its end. */
    public String path() {
        return name + "/" + version;
    }

    @Override
    public String toString() {
        return path();
    }
}
