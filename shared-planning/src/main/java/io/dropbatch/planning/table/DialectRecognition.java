package io.dropbatch.planning.table;

import io.dropbatch.model.workload.TableEncoding;
import io.dropbatch.model.workload.TableFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a row file is to be read: by what the workload says, by what the file says of itself (a byte order mark, a
 * line {@code sep=;}), or by its first rows. Where these leave two readings, it decides for none.
 */
public final class DialectRecognition {

    /** Why the separator is taken. */
    public enum Origin {
        SAID,
        SEPARATOR_LINE,
        RECOGNISED,
        /** One column only: nothing separates. */
        ONE_COLUMN
    }

    /** A dialect, and why it is that one. */
    public record Recognised(TableDialect dialect, Origin origin) {}

    private static final List<Character> CANDIDATES = List.of(',', ';', '\t', '|');

    /** Spreadsheets take such a first line for the separator, and not for a row. */
    private static final Pattern SEPARATOR_LINE =
            Pattern.compile("\\A\"?sep=([^\\r\\n\"])\"?\\1*[ ]*(\\r|\\n|\\z)", Pattern.CASE_INSENSITIVE);

    private final String path;
    private final TableFormat said;
    private final FileBeginning beginning;

    public DialectRecognition(String path, TableFormat said, FileBeginning beginning) {
        this.path = path;
        this.said = said;
        this.beginning = beginning;
    }

    public Recognised recognise() throws UnreadableTableException {
        Optional<String> noText = FileSignature.words(beginning.bytes());
        if (noText.isPresent()) {
            throw new UnreadableTableException(noText.get());
        }
        Optional<ByteOrderMark> mark = ByteOrderMark.of(beginning.bytes());
        TableEncoding encoding = encoding(mark);
        int markBytes = mark.map(ByteOrderMark::length).orElse(0);
        if (RowFormat.of(path) == RowFormat.JSON_LINES) {
            return new Recognised(TableDialect.jsonLines(encoding, markBytes), Origin.SAID);
        }
        Matcher line = SEPARATOR_LINE.matcher(firstCharacters(encoding, markBytes));
        boolean separatorLine = line.find();
        TableDialect any = new TableDialect(RowFormat.TABLE, encoding, markBytes, ',', separatorLine, said.header());
        return separatorLine ? bySeparatorLine(any, line.group(1).charAt(0)) : bySeparator(any);
    }

    private TableEncoding encoding(Optional<ByteOrderMark> mark) throws UnreadableTableException {
        @Nullable TableEncoding wanted = said.encoding();
        if (mark.isPresent()) {
            TableEncoding marked = mark.get().encoding();
            if (wanted != null && wanted != marked && !(wanted == TableEncoding.UTF_16 && isUtf16(marked))) {
                throw new UnreadableTableException("is " + marked.title() + " by its byte order mark, but row.encoding"
                        + " says " + wanted.key() + ": leave row.encoding out");
            }
            return marked;
        }
        return wanted != null && isUtf16(wanted) && wanted != TableEncoding.UTF_16 ? wanted : byZeroBytes(wanted);
    }

    private static boolean isUtf16(TableEncoding encoding) {
        return encoding == TableEncoding.UTF_16
                || encoding == TableEncoding.UTF_16LE
                || encoding == TableEncoding.UTF_16BE;
    }

    /** Every second byte of UTF-16 is zero where the text has letters, digits and separators; no other text has any. */
    private TableEncoding byZeroBytes(@Nullable TableEncoding wanted) throws UnreadableTableException {
        long[] zeros = new long[2];
        for (int i = 0; i < beginning.bytes().length; i++) {
            zeros[i % 2] += beginning.bytes()[i] == 0 ? 1 : 0;
        }
        boolean little = zeros[1] > 20 * zeros[0];
        boolean big = zeros[0] > 20 * zeros[1];
        if (wanted == TableEncoding.UTF_16) {
            return byOrder(little, big);
        }
        if (zeros[0] + zeros[1] == 0) {
            return Objects.requireNonNullElse(wanted, TableEncoding.UTF_8);
        }
        String order = little ? "utf-16le" : "utf-16be";
        throw new UnreadableTableException(
                little || big
                        ? "has bytes of zero and no byte order mark: if it is UTF-16, say so with row: { file: …, encoding: "
                                + order + " }, or save it as UTF-8"
                        : "has bytes of zero, so it is no text: save it as CSV UTF-8");
    }

    private static TableEncoding byOrder(boolean little, boolean big) throws UnreadableTableException {
        if (little == big) {
            throw new UnreadableTableException("has no byte order mark, so that row.encoding has to say utf-16le or"
                    + " utf-16be instead of utf-16");
        }
        return little ? TableEncoding.UTF_16LE : TableEncoding.UTF_16BE;
    }

    private String firstCharacters(TableEncoding encoding, int markBytes) {
        int length = Math.min(100, beginning.bytes().length - markBytes);
        return new String(beginning.bytes(), markBytes, length, encoding.charset());
    }

    private Recognised bySeparatorLine(TableDialect any, char separator) throws UnreadableTableException {
        @Nullable Character wanted = said.separator();
        if (wanted != null && wanted != separator) {
            throw new UnreadableTableException(
                    1,
                    "sep=" + separator + " says that " + TableDialect.shown(separator)
                            + " separates the columns, but row.separator says " + TableDialect.shown(wanted)
                            + ": leave row.separator out, or remove the line");
        }
        if (separator > 126) {
            throw new UnreadableTableException(1, "sep=" + separator + " names no ASCII character: use another one");
        }
        return new Recognised(any.withSeparator(separator), Origin.SEPARATOR_LINE);
    }

    private Recognised bySeparator(TableDialect any) throws UnreadableTableException {
        @Nullable Character wanted = said.separator();
        if (wanted != null) {
            return new Recognised(any.withSeparator(wanted), Origin.SAID);
        }
        int columns =
                any.header() || said.columns() == null ? 0 : said.columns().size();
        List<SeparatorTrial> trials = CANDIDATES.stream()
                .map(candidate -> SeparatorTrial.of(any.withSeparator(candidate), beginning, columns))
                .toList();
        return decide(any, trials);
    }

    private Recognised decide(TableDialect any, List<SeparatorTrial> trials) throws UnreadableTableException {
        List<SeparatorTrial> consistent =
                trials.stream().filter(SeparatorTrial::isConsistent).toList();
        Optional<SeparatorTrial> named = consistent.stream()
                .filter(trial -> trial.separator() == '\t' && isNamedForTabs())
                .findFirst();
        if (named.isPresent()) {
            return recognised(any, named.get());
        }
        List<SeparatorTrial> left = consistent.isEmpty()
                ? trials.stream().filter(SeparatorTrial::separates).toList()
                : consistent;
        if (left.size() > 1) {
            throw ambiguous(left);
        }
        if (left.isEmpty()) {
            return oneColumn(any, trials);
        }
        if (left.getFirst().isUnlikely()) {
            throw unlikely(left.getFirst());
        }
        return recognised(any, left.getFirst());
    }

    private boolean isNamedForTabs() {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.endsWith(".tsv") || lower.endsWith(".tab");
    }

    private static Recognised recognised(TableDialect any, SeparatorTrial trial) {
        return new Recognised(any.withSeparator(trial.separator()), Origin.RECOGNISED);
    }

    /** A title above the table would else become the name of its only column. */
    private Recognised oneColumn(TableDialect any, List<SeparatorTrial> trials) throws UnreadableTableException {
        if (!beginning.whole() && trials.stream().noneMatch(SeparatorTrial::hasFirstRow)) {
            throw new UnreadableTableException(
                    "has a first row that is too long to recognise the separator: say row.separator");
        }
        Optional<SeparatorTrial> title =
                trials.stream().filter(SeparatorTrial::hasTitleLine).findFirst();
        if (title.isPresent()) {
            String shown = TableDialect.shown(title.get().separator());
            throw new UnreadableTableException("has one column in its first row and up to "
                    + title.get().mostFields() + " in the rows after it, if " + shown
                    + " separates them: remove what is above the table, put a value with " + shown
                    + " into quotes, or say row.separator");
        }
        return new Recognised(any, Origin.ONE_COLUMN);
    }

    private static UnreadableTableException unlikely(SeparatorTrial trial) {
        return new UnreadableTableException("has " + trial.columns() + " columns in its first row, if "
                + TableDialect.shown(trial.separator())
                + " separates them, and another number in most rows after it: remove what is above the table, or say"
                + " row.separator");
    }

    private static UnreadableTableException ambiguous(List<SeparatorTrial> trials) {
        String readings = trials.stream()
                .map(trial -> trial.columns() + " columns separated by " + TableDialect.shown(trial.separator()))
                .collect(Collectors.joining(" or "));
        String keys = trials.stream()
                .map(trial -> TableDialect.key(trial.separator()))
                .collect(Collectors.joining(" or "));
        return new UnreadableTableException(
                "can be read as " + readings + ": say which, with row: { file: …, separator: " + keys + " }");
    }
}
