package io.dropbatch.model.layout;

import io.dropbatch.model.drop.DropTrigger;

/** Where things lie in the inbox. */
public final class InboxLayout {

    /** Blobs whose file name begins like this never trigger anything and are never inputs. */
    public static final String STATUS_PREFIX = "_status";

    /** The blob that cancels the drop that it lies in. */
    public static final String CANCEL = "_CANCEL";

    private static final int DROP_DEPTH = 3;

    private InboxLayout() {}

    /** Whether a path of the inbox is that of a marker that cancels a drop; the case of its name does not count. */
    public static boolean isCancel(String path) {
        String[] segments = path.split("/", -1);
        return segments.length == DROP_DEPTH
                && (segments[2].equalsIgnoreCase(CANCEL) || segments[2].equalsIgnoreCase(CANCEL + ".txt"));
    }

    /** Whether a blob of the inbox is for or from Dropbatch itself, so that it is never an input. */
    public static boolean isOwn(String path) {
        return isStatus(path) || isCancel(path);
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
