package io.dropbatch.localazure.batch;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Spoils what is good, in ways that can be repeated, for a bounded time. */
public final class Fuzz {

    private static final String ODD = "'\"\\%/?*[]!{}()<>,;:=+-._~#&| \t\r\n\0\u00e9\u202e\ud83d\ude00\ufffdaZ09";

    private final Random random;
    private final long seed;

    public Fuzz(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** One try; what it throws fails the test and names the input. */
    @FunctionalInterface
    public interface Try {
        void with(String input) throws Exception;
    }

    /** Tries spoilt variants of good texts until the time is over. */
    public void spoil(Duration time, List<String> good, Try once) {
        long end = System.nanoTime() + time.toNanos();
        for (int round = 0; System.nanoTime() < end; round++) {
            String input = spoilt(good.get(random.nextInt(good.size())));
            long begun = System.nanoTime();
            try {
                once.with(input);
            } catch (Exception | Error e) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + input, e);
            }
            if (System.nanoTime() - begun > Duration.ofSeconds(10).toNanos()) {
                throw new AssertionError("took too long: " + input);
            }
        }
    }

    public String spoilt(String text) {
        StringBuilder spoilt = new StringBuilder(text);
        for (int change = 1 + random.nextInt(4); change > 0; change--) {
            int at = random.nextInt(spoilt.length() + 1);
            switch (random.nextInt(6)) {
                case 0 -> spoilt.insert(at, odd());
                case 1 -> spoilt.setLength(at);
                case 2 -> spoilt.delete(at, Math.min(spoilt.length(), at + 1 + random.nextInt(5)));
                case 3 -> spoilt.insert(at, text, random.nextInt(text.length() / 2 + 1), text.length());
                case 4 -> spoilt.insert(at, String.valueOf(odd()).repeat(1 + random.nextInt(300)));
                default -> spoilt.reverse();
            }
        }
        return spoilt.toString();
    }

    private char odd() {
        return random.nextInt(8) == 0 ? (char) random.nextInt(0x10000) : ODD.charAt(random.nextInt(ODD.length()));
    }
}
