package io.dropbatch.localazure.batch.document;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Derives the cores of a node from the name of its VM size.
 *
 * @see <a href="https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions">Naming conventions</a>
 * @see <a href="https://learn.microsoft.com/azure/virtual-machines/sizes-previous-gen">Previous generations</a>
 */
public final class VmSizes {

    private static final int MOST_SLOTS = 256;
    private static final int SLOTS_A_CORE = 4;
    private static final Pattern NAMED =
            Pattern.compile("(?:standard|basic)_[a-z]+(\\d{1,3})(?:-(\\d{1,3}))?(?!\\d).*");

    /** The first generations are numbered: the cores follow from the position in the series, not from the name. */
    private static final Pattern NUMBERED = Pattern.compile(
            "(?:standard_(?:(ds?)(\\d{1,2})(?:_v2)?|(gs?)(\\d))|(?:standard|basic)_(a)(\\d{1,2}))(?:_promo)?");

    private static final List<Integer> A = List.of(1, 1, 2, 4, 8, 2, 4, 8, 8, 16, 8, 16);
    private static final List<Integer> D = List.of(0, 1, 2, 4, 8, 16, 0, 0, 0, 0, 0, 2, 4, 8, 16, 20);
    private static final List<Integer> G = List.of(0, 2, 4, 8, 16, 32);

    private VmSizes() {}

    /** Refuses more than four slots for each core, or more than 256. */
    public static void checkSlots(String property, int slots, String vmSize) {
        OptionalInt cores = cores(vmSize);
        int most = cores.isEmpty() ? MOST_SLOTS : Math.min(MOST_SLOTS, SLOTS_A_CORE * cores.getAsInt());
        if (slots > most) {
            throw BatchError.property(
                    property,
                    Integer.toString(slots),
                    "At most 4 slots for each core of the node, and at most 256, are allowed: here " + most + ".");
        }
    }

    /** The cores of a node; empty when Azure cannot have such a size. */
    public static OptionalInt cores(String vmSize) {
        String name = vmSize.toLowerCase(Locale.ROOT);
        Matcher numbered = NUMBERED.matcher(name);
        if (numbered.matches()) {
            return numbered.group(1) != null
                    ? in(D, numbered.group(2))
                    : numbered.group(3) != null ? in(G, numbered.group(4)) : in(A, numbered.group(6));
        }
        Matcher named = NAMED.matcher(name);
        if (!named.matches()) {
            return OptionalInt.empty();
        }
        return atLeastOne(Integer.parseInt(named.group(2) == null ? named.group(1) : named.group(2)));
    }

    private static OptionalInt in(List<Integer> series, String number) {
        int place = Integer.parseInt(number);
        return place < series.size() ? atLeastOne(series.get(place)) : OptionalInt.empty();
    }

    private static OptionalInt atLeastOne(int cores) {
        return cores < 1 ? OptionalInt.empty() : OptionalInt.of(cores);
    }
}
