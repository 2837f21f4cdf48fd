"""Spreads heat over a plate: heat.py PLATE STEPS ZOOM, started by mpirun with any number of ranks.

Each rank has a band of rows. In every step it sends its first and last row to its neighbours, gets theirs, and then each
free cell takes the mean of its four neighbours. The first rank writes field.csv and times.csv where mpirun was started;
what other ranks write stays on their nodes, so they send it.
"""

import os
import sys

import numpy as np
from mpi4py import MPI

START = {"H": 100.0, "C": 0.0, ".": 20.0}  # hot and cold cells stay as they are
TO_UPPER, TO_LOWER = 1, 2


def read_plate(path, zoom):
    with open(path, encoding="ascii") as file:
        rows = [line.rstrip("\n") for line in file if line.strip()]
    if len({len(row) for row in rows}) != 1 or set("".join(rows)) - set(START):
        sys.exit(f"{path}: has to be lines of one length, of H (hot), C (cold) and . (free)")
    cells = np.array([[START[cell] for cell in row] for row in rows])
    free = np.array([[cell == "." for cell in row] for row in rows])
    bigger = np.ones((zoom, zoom))
    return np.kron(cells, bigger), np.kron(free, bigger) > 0


def band(rows, rank, ranks):
    return rows * rank // ranks, rows * (rank + 1) // ranks


def spread(world, plate, free, steps):
    """This rank's rows after so many steps."""
    rank, ranks = world.rank, world.size
    first, last = band(len(plate), rank, ranks)
    upper = rank - 1 if rank > 0 else MPI.PROC_NULL
    lower = rank + 1 if rank + 1 < ranks else MPI.PROC_NULL
    # A border of one cell all around: the neighbours' rows, or at the plate's edge a copy of the edge.
    field = np.pad(plate[first:last], 1, mode="edge")
    fixed = ~free[first:last]
    kept = plate[first:last].copy()
    for _ in range(steps):
        world.Sendrecv(field[1], upper, TO_UPPER, field[-1], lower, TO_UPPER)
        world.Sendrecv(field[-2], lower, TO_LOWER, field[0], upper, TO_LOWER)
        if upper == MPI.PROC_NULL:
            field[0] = field[1]
        if lower == MPI.PROC_NULL:
            field[-1] = field[-2]
        field[:, 0], field[:, -1] = field[:, 1], field[:, -2]
        mean = (field[:-2, 1:-1] + field[2:, 1:-1] + field[1:-1, :-2] + field[1:-1, 2:]) / 4
        field[1:-1, 1:-1] = np.where(fixed, kept, mean)
    return field[1:-1, 1:-1]


def main():
    world = MPI.COMM_WORLD
    plate, free = read_plate(sys.argv[1], int(sys.argv[3]))
    if world.size > len(plate):
        sys.exit(f"{world.size} ranks are more than the plate's {len(plate)} rows")
    world.Barrier()
    begin = MPI.Wtime()
    rows = spread(world, plate, free, int(sys.argv[2]))
    seconds = world.reduce(MPI.Wtime() - begin, op=MPI.MAX)
    # Open MPI numbers the ranks of each node from 0.
    nodes = world.reduce(int(os.environ.get("OMPI_COMM_WORLD_LOCAL_RANK", "0") == "0"))
    bands = world.gather(np.ascontiguousarray(rows))
    if world.rank == 0:
        np.savetxt("field.csv", np.vstack(bands), fmt="%.17g", delimiter=",")
        with open("times.csv", "w", encoding="ascii") as file:
            file.write(f"ranks,nodes,seconds\n{world.size},{nodes},{seconds:.3f}\n")


main()
