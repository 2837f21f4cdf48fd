package io.dropbatch.cli.client;

import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes for people: on a terminal the last line is drawn anew as things move, elsewhere only what has changed enough
 * is written, line by line. Safe for use by several threads.
 */
public final class Terminal {

    private static final int BAR = 28;

    private final PrintStream out;
    private final boolean live;
    private @Nullable String drawn;

    public Terminal(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    /** Standard output, live when a person looks at it: the start script knows whether it is a terminal. */
    public static Terminal standard() {
        boolean live = Boolean.getBoolean("dropbatch.terminal") && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(System.out, live);
    }

    public boolean isLive() {
        return live;
    }

    /** A line that stays. */
    public synchronized void line(String text) {
        erase();
        out.println(text);
        out.flush();
    }

    /** The line that is drawn anew; where nobody looks it is written only when {@code milestone} differs from before. */
    synchronized void draw(String text) {
        if (live) {
            if (!text.equals(drawn)) {
                out.print("\r\u001b[K" + text);
                out.flush();
            }
        } else if (!text.equals(drawn)) {
            out.println(text);
            out.flush();
        }
        drawn = text;
    }

    /** Leaves what was drawn last as it is and goes on below it. */
    synchronized void keep() {
        if (live && drawn != null) {
            out.println();
        }
        drawn = null;
    }

    private void erase() {
        if (live && drawn != null) {
            out.print("\r\u001b[K");
        }
        drawn = null;
    }

    /** A bar like {@code ████████▌······  53 %}. */
    String bar(long done, long total) {
        double share = total == 0 ? 1 : Math.min(1, (double) done / total);
        int eighths = (int) Math.round(share * BAR * 8);
        StringBuilder bar = new StringBuilder("█".repeat(eighths / 8));
        if (eighths % 8 > 0) {
            bar.append((char) (0x2590 - eighths % 8));
        }
        bar.append("·".repeat(Math.max(0, BAR - bar.length())));
        return bar + String.format(Locale.ROOT, " %3d %%", Math.round(share * 100));
    }

    /** A bar of its own for something with a known number of units. */
    Progress progress(String label, int total) {
        return new Progress() {
            private int done;

            @Override
            public synchronized void advance(int units) {
                done += units;
                if (live || done == total || done % Math.max(1, total / 4) == 0) {
                    draw("  " + label + " " + bar(done, total) + "  " + done + "/" + total);
                }
            }
        };
    }
}
