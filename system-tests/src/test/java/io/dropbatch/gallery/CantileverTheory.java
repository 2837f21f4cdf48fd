package io.dropbatch.gallery;

import static java.lang.Double.parseDouble;

import java.util.Map;

/** A design of the workload {@code beam} as Euler and Bernoulli compute it by hand. Units: mm, N, MPa, kg. */
record CantileverTheory(String material, double force, double width, double height, double length) {

    private static final Map<String, Double> YOUNG =
            Map.of("steel", 210_000.0, "aluminium", 68_900.0, "titanium", 113_800.0);
    private static final Map<String, Double> DENSITY =
            Map.of("steel", 7.85e-6, "aluminium", 2.70e-6, "titanium", 4.43e-6);
    private static final Map<String, Double> LIMIT = Map.of("steel", 235.0, "aluminium", 160.0, "titanium", 550.0);

    static CantileverTheory of(Map<String, String> row) {
        return new CantileverTheory(
                row.get("material"),
                parseDouble(row.get("load_n")),
                parseDouble(row.get("width_mm")),
                parseDouble(row.get("height_mm")),
                parseDouble(row.get("length_mm")));
    }

    double deflection() {
        double moment = width * Math.pow(height, 3) / 12;
        return force * Math.pow(length, 3) / (3 * YOUNG.get(material) * moment);
    }

    double stress() {
        return 6 * force * length / (width * height * height);
    }

    double mass() {
        return DENSITY.get(material) * width * height * length;
    }

    boolean holds() {
        return stress() <= LIMIT.get(material);
    }
}
