package io.dropbatch.localazure.launcher;

/**
 * The port of each part; 0 takes a free port.
 *
 * @param busAdministration where Service Bus answers administration clients
 */
public record PartPorts(int blob, int table, int bus, int busAdministration, int batch) {

    public static final PartPorts ANY = new PartPorts(0, 0, 0, 0, 0);
    public static final PartPorts USUAL = new PartPorts(10000, 10002, 5672, 5300, 10010);
}
