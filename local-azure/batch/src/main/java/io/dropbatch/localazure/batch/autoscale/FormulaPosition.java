package io.dropbatch.localazure.batch.autoscale;

/** A position in a formula; lines and columns count from 1, as on Azure. */
public record FormulaPosition(int line, int column) {

    static final FormulaPosition START = new FormulaPosition(1, 1);

    @Override
    public String toString() {
        return "Line " + line + ", Col " + column;
    }
}
