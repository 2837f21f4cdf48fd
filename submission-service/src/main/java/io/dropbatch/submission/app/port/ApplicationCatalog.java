package io.dropbatch.submission.app.port;

import io.dropbatch.model.id.ApplicationRef;

/** The applications that users provide. */
public interface ApplicationCatalog {

    /** The container's name. */
    String container();

    /** Whether this version of the application has any file. */
    boolean exists(ApplicationRef application);
}
