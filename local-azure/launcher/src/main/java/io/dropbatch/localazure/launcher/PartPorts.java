package io.dropbatch.localazure.launcher;

/** Where each part listens; 0 stands for a free one. */
public record PartPorts(int blob, int table, int bus, int batch) {

    public static final PartPorts ANY = new PartPorts(0, 0, 0, 0);
    public static final PartPorts USUAL = new PartPorts(10000, 10002, 5672, 10010);
}
