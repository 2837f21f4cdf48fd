package io.dropbatch.submission.domain.window;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.HiddenSystemFiles;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.model.workload.FileSelection;
import io.dropbatch.model.workload.ForEach;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.drop.SeenBlob;

/** Which files of a workload that starts on each file are processed: those that {@code forEach.file} means. */
public final class EachFileRule {

    private static final String FOLDER_STUB = "_$folder$";

    private EachFileRule() {}

    public static boolean selects(Workload workload, SeenBlob blob) {
        String path = blob.path();
        String name = blob.file();
        boolean never = name.isEmpty()
                || blob.isFolder()
                || DropTrigger.Kind.named(name)
                        .filter(kind -> !kind.isManifest())
                        .isPresent()
                || name.endsWith(FOLDER_STUB)
                || HiddenSystemFiles.kindOf(path).isPresent()
                || InboxLayout.isStatus(path)
                || DropTrigger.isReserved(path);
        return !never && matches(workload.tasks().forEach(), path.substring(path.indexOf('/') + 1));
    }

    private static boolean matches(ForEach forEach, String path) {
        return switch (forEach) {
            case ForEach.EachFile(FileSelection files) -> files.matcher().test(path);
            case ForEach.EachRow rows -> false;
            case ForEach.Repeat repeat -> false;
            case ForEach.EachSetting sweep -> false;
        };
    }
}
