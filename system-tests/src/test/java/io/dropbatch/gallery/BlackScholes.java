package io.dropbatch.gallery;

/** The closed form of a European option on an underlying that pays dividends all the time. */
record BlackScholes(double spot, double volatility, double dividend, double rate) {

    private static final int STEPS = 2_000;

    double call(double strike, double years) {
        double deviation = volatility * Math.sqrt(years);
        double upper = (Math.log(spot / strike) + (rate - dividend) * years) / deviation + deviation / 2;
        return spot * Math.exp(-dividend * years) * normal(upper)
                - strike * Math.exp(-rate * years) * normal(upper - deviation);
    }

    double put(double strike, double years) {
        return call(strike, years) - spot * Math.exp(-dividend * years) + strike * Math.exp(-rate * years);
    }

    /** The normal distribution's integral, by Simpson's rule. */
    private static double normal(double end) {
        double step = end / STEPS;
        double sum = density(0) + density(end);
        for (int i = 1; i < STEPS; i++) {
            sum += density(i * step) * (i % 2 == 0 ? 2 : 4);
        }
        return 0.5 + sum * step / 3;
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
