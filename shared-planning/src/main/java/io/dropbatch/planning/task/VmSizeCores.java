package io.dropbatch.planning.task;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how many cores a node has from the name of its VM size.
 *
 * @see <a href="https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions">Azure's naming convention</a>
 * @see <a href="https://learn.microsoft.com/azure/virtual-machines/sizes-previous-gen">Sizes that are older than it</a>
 */
public final class VmSizeCores {

    /** Batch allows this many slots for each core, and never more than {@link #MOST_SLOTS}. */
    private static final int SLOTS_PER_CORE = 4;

    private static final int MOST_SLOTS = 256;

    /** Family, cores and, for a size that has some of its cores switched off, how many are left. */
    private static final Pattern BY_CONVENTION =
            Pattern.compile("(?:standard_|basic_)?[a-z]+([0-9]{1,3})(?:-([0-9]{1,3}))?(?![0-9]).*");

    /** The first sizes of the families A, D, DS, G and GS have a number that only counts them. */
    private static final Pattern COUNTED = Pattern.compile(
            "(?:standard_|basic_)?(?:(a)([0-9]{1,2})|(ds?)([0-9]{1,2})(?:_v2)?|(gs?)([0-9]))(?:_promo)?");

    private static final List<Integer> FAMILY_A = List.of(1, 1, 2, 4, 8, 2, 4, 8, 8, 16, 8, 16);
    private static final List<Integer> FAMILY_D = List.of(0, 1, 2, 4, 8, 16, 0, 0, 0, 0, 0, 2, 4, 8, 16, 20);
    private static final List<Integer> FAMILY_G = List.of(0, 2, 4, 8, 16, 32);

    private VmSizeCores() {}

    /** Empty when the name does not tell. */
    public static OptionalInt of(String vmSize) {
        String name = vmSize.toLowerCase(Locale.ROOT);
        Matcher counted = COUNTED.matcher(name);
        if (counted.matches()) {
            return ofCounted(counted);
        }
        Matcher named = BY_CONVENTION.matcher(name);
        if (!named.matches()) {
            return OptionalInt.empty();
        }
        return positive(Integer.parseInt(named.group(2) == null ? named.group(1) : named.group(2)));
    }

    /** How many tasks Batch lets such a node run at a time. */
    public static int mostSlots(OptionalInt cores) {
        return cores.isEmpty() ? MOST_SLOTS : Math.min(MOST_SLOTS, cores.getAsInt() * SLOTS_PER_CORE);
    }

    private static OptionalInt ofCounted(Matcher counted) {
        if (counted.group(1) != null) {
            return at(FAMILY_A, counted.group(2));
        }
        return counted.group(3) != null ? at(FAMILY_D, counted.group(4)) : at(FAMILY_G, counted.group(6));
    }

    private static OptionalInt at(List<Integer> family, String number) {
        int place = Integer.parseInt(number);
        return place < family.size() ? positive(family.get(place)) : OptionalInt.empty();
    }

    private static OptionalInt positive(int cores) {
        return cores < 1 ? OptionalInt.empty() : OptionalInt.of(cores);
    }
}
