package io.dropbatch.scheduler.domain.pool;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads from the name of a VM size whether it only starts images of the first generation: sizes without premium storage
 * (no {@code s} among their letters) up to version 3.
 *
 * @see <a href="https://learn.microsoft.com/azure/virtual-machines/generation-2">Generation 2 VMs</a>
 */
final class VmSizeGeneration {

    private static final Pattern NAME =
            Pattern.compile("(?:standard_|basic_)?([a-z]+)[0-9]+(?:-[0-9]+)?([a-z]*)(?:_[a-z0-9]+)*?(?:_v([0-9]+))?");

    private static final int LAST_OF_FIRST_GENERATION = 3;

    private VmSizeGeneration() {}

    /** False also when the name does not tell. */
    static boolean isFirstOnly(String vmSize) {
        Matcher name = NAME.matcher(vmSize.toLowerCase(Locale.ROOT).replace("_promo", ""));
        if (!name.matches()) {
            return false;
        }
        int version = name.group(3) == null ? 1 : Integer.parseInt(name.group(3));
        boolean premium = name.group(2).contains("s") || name.group(1).endsWith("s");
        return version <= LAST_OF_FIRST_GENERATION && !premium;
    }
}
