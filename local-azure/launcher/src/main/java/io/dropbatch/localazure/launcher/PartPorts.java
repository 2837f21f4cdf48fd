package io.dropbatch.localazure.launcher;

/** The port of each part; 0 takes a free port. */
public record PartPorts(int blob, int table, int bus, int batch) {

    public static final PartPorts ANY = new PartPorts(0, 0, 0, 0);
    public static final PartPorts USUAL = new PartPorts(10000, 10002, 5672, 10010);
}
