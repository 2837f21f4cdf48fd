package io.dropbatch.localazure.batch.node.transfer;

/**
 * One segment of an output file pattern: {@code *}, {@code ?}, {@code [abc]}, {@code [a-z]} and {@code [!abc]};
 * a leading dot is matched by a dot only. Linear in time for any pattern.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/task/add#outputfile">Output file</a>
 */
final class GlobSegment {

    private final int[] pattern;

    GlobSegment(String pattern) {
        this.pattern = pattern.codePoints().toArray();
    }

    static boolean wild(String segment) {
        return segment.indexOf('*') >= 0 || segment.indexOf('?') >= 0 || segment.indexOf('[') >= 0;
    }

    boolean matches(String text) {
        int[] name = text.codePoints().toArray();
        if (name.length > 0 && name[0] == '.' && (pattern.length == 0 || pattern[0] != '.')) {
            return false;
        }
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length) {
            if (p < pattern.length && pattern[p] == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length && one(p, name[n])) {
                p = after(p);
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == '*') {
            p++;
        }
        return p == pattern.length;
    }

    private boolean one(int at, int c) {
        int close = close(at);
        if (close < 0) {
            return pattern[at] == '?' || pattern[at] == c;
        }
        boolean negated = pattern[at + 1] == '!';
        boolean member = false;
        for (int i = at + (negated ? 2 : 1); i < close; i++) {
            if (i + 2 < close && pattern[i + 1] == '-') {
                member |= pattern[i] <= c && c <= pattern[i + 2];
                i += 2;
            } else {
                member |= pattern[i] == c;
            }
        }
        return member != negated;
    }

    private int after(int at) {
        int close = close(at);
        return close < 0 ? at + 1 : close + 1;
    }

    /** The end of the set that begins here, or -1 without a set; a first {@code ]} belongs to the set. */
    private int close(int at) {
        if (pattern[at] != '[') {
            return -1;
        }
        int from = at + 1;
        if (from < pattern.length && pattern[from] == '!') {
            from++;
        }
        for (int i = from + 1; i < pattern.length; i++) {
            if (pattern[i] == ']') {
                return i;
            }
        }
        return -1;
    }
}
