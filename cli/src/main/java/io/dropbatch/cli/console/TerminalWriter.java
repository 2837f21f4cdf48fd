package io.dropbatch.cli.console;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Writes for people: on a terminal the last lines are drawn anew as things move, elsewhere what has changed is written
 * line by line. Safe for use by several threads.
 */
public final class TerminalWriter {

    private static final int BAR = 28;

    private final PrintStream out;
    private final boolean live;
    private List<String> drawn = List.of();

    public TerminalWriter(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    /** Standard output; lines are redrawn if it is a terminal, which the start script knows. */
    public static TerminalWriter standard() {
        boolean live = Boolean.getBoolean("dropbatch.terminal") && !"dumb".equals(System.getenv("TERM"));
        return new TerminalWriter(System.out, live);
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

    /** Redraws lines on a terminal; elsewhere it writes only the lines that have changed. */
    public synchronized void draw(List<String> lines) {
        if (lines.equals(drawn)) {
            return;
        }
        if (live) {
            erase();
            out.print(String.join("\n", lines));
        } else {
            lines.stream().filter(line -> !drawn.contains(line)).forEach(out::println);
        }
        out.flush();
        drawn = List.copyOf(lines);
    }

    public void draw(String line) {
        draw(List.of(line));
    }

    /** Leaves what was drawn last as it is and goes on below it. */
    public synchronized void keep() {
        if (live && !drawn.isEmpty()) {
            out.println();
        }
        drawn = List.of();
    }

    private void erase() {
        if (live && !drawn.isEmpty()) {
            out.print("\r\u001b[K" + "\u001b[1A\u001b[K".repeat(drawn.size() - 1));
        }
        drawn = List.of();
    }

    /** A bar like {@code ████████▌······  53 %}. */
    public String bar(long done, long total) {
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
    public ProgressDisplay progress(String label, int total) {
        return new ProgressDisplay() {
            private int done;

            @Override
            public synchronized void advance(int units) {
                done += units;
                if (live || done == total || (total > 20 && done % (total / 4) == 0)) {
                    draw("  " + label + " " + bar(done, total) + "  " + done + "/" + total);
                }
            }
        };
    }
}
