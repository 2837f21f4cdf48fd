package io.dropbatch.cli.client.drop;

import io.dropbatch.cli.client.drop.DropFolder.LocalFile;
import io.dropbatch.cli.console.CliException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of an application, which is published with its workload. */
public final class ApplicationFolder {

    private ApplicationFolder() {}

    /**
     * All files of the folder. The folder and whatever is in it may be links: the application is the user's own.
     *
     * @throws CliException naming everything that cannot be published
     */
    public static List<LocalFile> files(Path folder) {
        List<LocalFile> files = new ArrayList<>();
        FolderWalk walk = new FolderWalk(
                folder,
                true,
                (file, path, attributes) ->
                        files.add(new LocalFile(path, file, attributes.size(), attributes.lastModifiedTime())));
        walk.run();
        walk.requireNoProblem("publish");
        if (files.isEmpty()) {
            throw CliException.wrongUse("the workload names an application, but " + folder + " holds no files");
        }
        return files;
    }
}
