package io.dropbatch.submission.app.port;

import io.dropbatch.model.id.ApplicationRef;

/** The applications that users provide. */
public interface ApplicationCatalog {

    /** The container's name. */
    String container();

    /** Whether there is any file of this version of the application. */
    boolean exists(ApplicationRef application);
}
