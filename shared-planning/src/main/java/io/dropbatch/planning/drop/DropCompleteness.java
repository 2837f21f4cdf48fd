package io.dropbatch.planning.drop;

import java.util.List;

/** Whether everything that a drop needs has arrived. */
public sealed interface DropCompleteness {

    /** Nothing is missing. */
    record Complete(DropContents contents) implements DropCompleteness {}

    /** @param missing the listed inputs that are not there or have another length, in the manifest's order */
    record Incomplete(List<MissingInput> missing) implements DropCompleteness {
        public Incomplete {
            missing = List.copyOf(missing);
        }
    }

    /** @param archived the listed inputs that are there and cannot be read, in the manifest's order */
    record Unreadable(List<String> archived) implements DropCompleteness {
        public Unreadable {
            archived = List.copyOf(archived);
        }
    }
}
