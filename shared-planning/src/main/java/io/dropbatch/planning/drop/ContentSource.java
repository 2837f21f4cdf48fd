package io.dropbatch.planning.drop;

/** Who made the files that become tasks, in words for who reads why they do not. */
public enum ContentSource {
    /** The user dropped them. */
    DROP("input", "the drop has"),
    /** The task that splits the drop wrote them. */
    SPLIT("output of the split", "the split wrote");

    private final String noun;
    private final String has;

    ContentSource(String noun, String has) {
        this.noun = noun;
        this.has = has;
    }

    String noun() {
        return noun;
    }

    String has() {
        return has;
    }
}
