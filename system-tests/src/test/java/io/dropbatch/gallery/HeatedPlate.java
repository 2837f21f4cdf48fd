package io.dropbatch.gallery;

import java.util.List;

/** A plate in one piece: what the bands of the workload heat have to come to together, to the last bit. */
record HeatedPlate(double[][] cells, boolean[][] free) {

    static HeatedPlate read(String plate, int zoom) {
        List<String> rows = plate.lines().toList();
        int height = rows.size() * zoom;
        int width = rows.getFirst().length() * zoom;
        double[][] cells = new double[height][width];
        boolean[][] free = new boolean[height][width];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                char cell = rows.get(row / zoom).charAt(column / zoom);
                free[row][column] = cell == '.';
                cells[row][column] = cell == 'H' ? 100 : cell == 'C' ? 0 : 20;
            }
        }
        return new HeatedPlate(cells, free);
    }

    double[][] after(int steps) {
        double[][] field = cells;
        for (int step = 0; step < steps; step++) {
            field = next(field);
        }
        return field;
    }

    private double[][] next(double[][] field) {
        double[][] next = new double[field.length][field[0].length];
        for (int row = 0; row < field.length; row++) {
            for (int column = 0; column < field[0].length; column++) {
                next[row][column] = free[row][column] ? mean(field, row, column) : cells[row][column];
            }
        }
        return next;
    }

    /** Of the four neighbours; at the edge of the plate no heat is lost. */
    private static double mean(double[][] field, int row, int column) {
        int lastRow = field.length - 1;
        int lastColumn = field[0].length - 1;
        double vertical = field[Math.max(0, row - 1)][column] + field[Math.min(lastRow, row + 1)][column];
        return (vertical + field[row][Math.max(0, column - 1)] + field[row][Math.min(lastColumn, column + 1)]) / 4;
    }
}
