package io.dropbatch.model.id;

import java.util.regex.Pattern;

/**
 * An application and its version: the folder {@code <name>/<version>/} of the applications container, or an application
 * package of the Batch account.
 *
 * @param packaged whether Batch brings it to the nodes, from its own account; absent in plans of earlier versions
 */
public record ApplicationRef(String name, String version, boolean packaged) {

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");
    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern PACKAGE_VERSION = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    public ApplicationRef {
        if (packaged
                && !(PACKAGE.matcher(name).matches()
                        && PACKAGE_VERSION.matcher(version).matches())) {
            throw new IllegalArgumentException(
                    "not an application package: use 1-64 letters, digits and _ - each, in the version . too");
        }
        if (!packaged && !WorkloadName.isLegal(name)) {
            throw new IllegalArgumentException("not an application name: use 1-30 of a-z, 0-9 and '-'");
        }
        if (!packaged && !VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("not a version: use 1-64 letters, digits and . _ + -");
        }
    }

    /** In the applications container. */
    public ApplicationRef(String name, String version) {
        this(name, version, false);
    }

    /** {@code <name>/<version>}, without a slash at its end. */
    public String path() {
        return name + "/" + version;
    }

    /** How a node calls a package: the end of the variable {@code AZ_BATCH_APP_PACKAGE_}. */
    public String variable() {
        return (name + "_" + version).replaceAll("[^A-Za-z0-9]", "_");
    }

    @Override
    public String toString() {
        return path();
    }
}
