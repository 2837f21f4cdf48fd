package io.dropbatch.cli.client.watch;

import io.dropbatch.cli.console.ReadableNumbers;
import io.dropbatch.model.drop.IgnoredFile;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.drop.LateInputs;
import java.util.ArrayList;
import java.util.List;

/** Says in lines how a drop was understood and which of its files had no part in the result. */
public final class LeftOutFiles {

    private static final int NAMED = 5;

    private LeftOutFiles() {}

    public static List<String> lines(List<String> notes, IgnoredFiles ignored, LateInputs late) {
        List<String> lines = new ArrayList<>();
        notes.forEach(note -> lines.add("note: " + note));
        if (late.count() > 0) {
            lines.add("LATE: " + files(late.count()) + " came too late and had no part in this result: "
                    + named(late.paths(), late.count()));
        }
        if (ignored.count() > 0) {
            lines.add("not used: " + files(ignored.count()) + ": "
                    + named(ignored.files().stream().map(LeftOutFiles::describe).toList(), ignored.count()));
        }
        return lines.stream()
                .map(line -> "  " + ReadableNumbers.printable(line))
                .toList();
    }

    private static String describe(IgnoredFile file) {
        return file.path() + " (" + file.reason() + ")";
    }

    private static String named(List<String> names, int count) {
        List<String> first = names.subList(0, Math.min(NAMED, names.size()));
        int more = count - first.size();
        return String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
    }

    private static String files(int count) {
        return count == 1 ? "1 file" : count + " files";
    }
}
