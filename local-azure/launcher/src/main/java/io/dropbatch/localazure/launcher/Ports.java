package io.dropbatch.localazure.launcher;

/** Where each part listens; 0 stands for a free one. */
public record Ports(int blob, int table, int bus, int batch) {

    public static final Ports ANY = new Ports(0, 0, 0, 0);
    public static final Ports USUAL = new Ports(10000, 10002, 5672, 10010);
}
