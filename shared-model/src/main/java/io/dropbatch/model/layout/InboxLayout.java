package io.dropbatch.model.layout;

import io.dropbatch.model.drop.DropTrigger;

/** Where things lie in the inbox. */
public final class InboxLayout {

    /** Blobs whose file name begins like this never trigger anything and are never inputs. */
    public static final String STATUS_PREFIX = "_status";

    private InboxLayout() {}

    /** Whether a blob of the inbox is for or from Dropbatch itself, so that it is never an input. */
    public static boolean isOwn(String path) {
        return isStatus(path) || DropMarker.of(path).isPresent();
    }

    /** The status beside a trigger; of a file that is a drop by itself, with the file's name in it. */
    public static String status(DropTrigger trigger) {
        return trigger.completesDrop()
                ? statusIn(trigger.prefix())
                : trigger.prefix() + STATUS_PREFIX + "." + trigger.file() + ".json";
    }

    /** The status in a folder of the inbox, which ends with a slash or is empty. */
    public static String statusIn(String folder) {
        return folder + STATUS_PREFIX + ".json";
    }

    /** Whether a blob of the inbox is written by results-service. */
    public static boolean isStatus(String path) {
        return path.substring(path.lastIndexOf('/') + 1).startsWith(STATUS_PREFIX);
    }
}
