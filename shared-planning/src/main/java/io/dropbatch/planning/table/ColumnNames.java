package io.dropbatch.planning.table;

import io.dropbatch.model.workload.ColumnTitle;
import io.dropbatch.model.workload.TableColumn;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which columns become which parameters.
 *
 * @param count how many fields a row has to have; what comes after them has to be empty
 * @param chosen the columns that become parameters
 */
record ColumnNames(int count, List<Chosen> chosen) {

    private static final int NAMED = 10;

    /**
     * A column that becomes a parameter.
     *
     * @param index from 0
     * @param title empty where there is none
     */
    record Chosen(int index, String name, String title) {

        /** Whether the name is not just the title in upper case. */
        boolean isRenamed() {
            return !title.toUpperCase(Locale.ROOT).equals(name);
        }

        String describe() {
            return (title.isEmpty() ? "column " + (index + 1) : "'" + title + "'") + " is PARAM_" + name;
        }
    }

    ColumnNames {
        chosen = List.copyOf(chosen);
    }

    /** The columns of a table without a header. */
    static ColumnNames withoutHeader(@Nullable List<TableColumn> said, int fields) {
        if (said != null && !said.isEmpty()) {
            return new ColumnNames(
                    said.size(),
                    IntStream.range(0, said.size())
                            .mapToObj(i -> new Chosen(i, said.get(i).name(), ""))
                            .toList());
        }
        return new ColumnNames(
                fields, all(IntStream.range(0, fields).mapToObj(i -> "").toList()));
    }

    /** The columns of a table whose header has these fields. */
    static ColumnNames of(List<String> header, @Nullable List<TableColumn> said, long line)
            throws UnreadableTableException {
        List<String> titles = header.stream()
                .map(title -> title.replace("\uFEFF", "").strip())
                .toList();
        int count = titles.size();
        while (count > 1 && titles.get(count - 1).isEmpty()) {
            count--;
        }
        if (said == null) {
            return new ColumnNames(count, all(titles.subList(0, count)));
        }
        List<Chosen> chosen = new ArrayList<>();
        for (TableColumn column : said) {
            int index = column.position() == null
                    ? titled(titles, String.valueOf(column.title()), line)
                    : positioned(titles.size(), column.position(), line);
            chosen.add(new Chosen(index, column.name(), titles.get(index)));
            count = Math.max(count, index + 1);
        }
        return new ColumnNames(count, chosen);
    }

    /** A name that is there already gets a number, and one that no column would have anyway. */
    private static List<Chosen> all(List<String> titles) {
        List<String> names = IntStream.range(0, titles.size())
                .mapToObj(i -> ColumnTitle.name(titles.get(i)).orElse("COLUMN_" + (i + 1)))
                .toList();
        Set<String> natural = new HashSet<>(names);
        Set<String> taken = new HashSet<>();
        List<Chosen> chosen = new ArrayList<>();
        for (int i = 0; i < titles.size(); i++) {
            String name = names.get(i);
            for (int number = 2; !taken.add(name); number++) {
                String numbered = names.get(i) + "_" + number;
                name = natural.contains(numbered) ? name : numbered;
            }
            chosen.add(new Chosen(i, name, titles.get(i)));
        }
        return chosen;
    }

    private static int titled(List<String> titles, String wanted, long line) throws UnreadableTableException {
        Optional<Integer> exact = only(titles, wanted, title -> title.equals(wanted.strip()), line);
        Optional<Integer> found = exact.isPresent()
                ? exact
                : only(titles, wanted, title -> plain(title).equals(plain(wanted)), line);
        return found.orElseThrow(() -> new UnreadableTableException(
                line, "no column has the title '" + wanted + "' of row.columns; there are " + named(titles)));
    }

    private static Optional<Integer> only(List<String> titles, String wanted, Predicate<String> same, long line)
            throws UnreadableTableException {
        List<Integer> found = IntStream.range(0, titles.size())
                .filter(i -> same.test(titles.get(i)))
                .boxed()
                .toList();
        if (found.size() > 1) {
            throw new UnreadableTableException(
                    line,
                    "the title '" + wanted + "' of row.columns stands over columns " + (found.get(0) + 1) + " and "
                            + (found.get(1) + 1) + ": choose one by its position, such as NAME: "
                            + (found.get(0) + 1));
        }
        return found.stream().findFirst();
    }

    private static String plain(String title) {
        return Normalizer.normalize(title.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static int positioned(int columns, int position, long line) throws UnreadableTableException {
        if (position > columns) {
            throw new UnreadableTableException(
                    line,
                    "row.columns asks for column " + position + ", and there are " + columns
                            + "; write a title that is a number in quotes");
        }
        return position - 1;
    }

    private static String named(List<String> titles) {
        String named =
                titles.stream().limit(NAMED).map(title -> "'" + title + "'").collect(Collectors.joining(", "));
        return titles.size() > NAMED ? named + " and " + (titles.size() - NAMED) + " more" : named;
    }

    /** The names, for people. */
    String describe() {
        String names = chosen.stream().limit(NAMED).map(Chosen::name).collect(Collectors.joining(", "));
        String more = chosen.size() > NAMED ? " and " + (chosen.size() - NAMED) + " more" : "";
        String columns = count == 1 ? "one column" : count + " columns";
        if (chosen.size() == count) {
            return columns + ": " + names + more;
        }
        return columns + (chosen.isEmpty() ? "" : ", of which " + names + more);
    }

    /** The columns whose names are not just their titles, for people; empty when there are none. */
    Optional<String> renamed() {
        List<String> renamed =
                chosen.stream().filter(Chosen::isRenamed).map(Chosen::describe).toList();
        if (renamed.isEmpty()) {
            return Optional.empty();
        }
        String first = String.join(", ", renamed.subList(0, Math.min(NAMED, renamed.size())));
        return Optional.of(
                renamed.size() > NAMED ? first + " and " + (renamed.size() - NAMED) + " more renamed" : first);
    }
}
