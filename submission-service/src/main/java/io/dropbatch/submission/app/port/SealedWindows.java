package io.dropbatch.submission.app.port;

import io.dropbatch.submission.domain.window.SealedWindow;
import java.util.Optional;

/** The windows that take no more files. */
public interface SealedWindows {

    Optional<SealedWindow> find(String folder, int number);

    /** Seals the window with these files; false when it is sealed already, and then nothing changes. */
    boolean seal(SealedWindow window);
}
