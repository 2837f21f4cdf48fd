package io.dropbatch.submission.app.port;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.planning.drop.DropFiles;
import io.dropbatch.planning.drop.SeenBlob;
import java.util.List;

/** The container that users drop files into. */
public interface Inbox extends DropFiles {

    /** The container's name. */
    String container();

    /** The blobs right in a folder (which ends with a slash or is empty) among the first names there. */
    List<SeenBlob> firstIn(String folder, int most);

    /** Whether the status beside a trigger says that its submission has its outcome. */
    boolean hasEnded(DropTrigger trigger);

    /** The names of the folders right under the prefix, which is empty or ends with a slash. */
    List<String> folders(String prefix);
}
