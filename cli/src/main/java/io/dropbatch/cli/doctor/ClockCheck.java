package io.dropbatch.cli.doctor;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Compares this machine's clock with the date of an answer. */
record ClockCheck(Clock clock) {

    /** Signatures begin now: on a clock that is behind, a node's is not yet valid. */
    private static final Duration TOLERATED = Duration.ofMinutes(1);

    /** Azure refuses signed requests that are further off. */
    private static final Duration REFUSED = Duration.ofMinutes(15);

    Diagnosis diagnose(String area, @Nullable String date) {
        if (date == null) {
            return Diagnosis.skipped(area, "clock", "the answer has no date", "");
        }
        Duration off;
        try {
            off = Duration.between(
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant(),
                    clock.instant());
        } catch (DateTimeException e) {
            return Diagnosis.skipped(area, "clock", "the answer's date cannot be read", "");
        }
        if (off.abs().compareTo(TOLERATED) <= 0) {
            return Diagnosis.ok(area, "clock", "as Azure's");
        }
        String words = "this machine's clock is " + off.abs().toMinutes() + " min "
                + (off.isNegative() ? "behind" : "ahead of") + " Azure's; ";
        String mend = "sudo timedatectl set-ntp true";
        return off.abs().compareTo(REFUSED) > 0
                ? Diagnosis.wrong(area, "clock", words + "every signed request is refused", mend, "")
                : Diagnosis.warning(area, "clock", words + "signatures begin too early or too late", mend, "");
    }
}
