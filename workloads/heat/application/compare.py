"""Holds the fields of all tasks to each other and tells how long each took: compare.py FOLDER reads FOLDER/*/."""

import csv
import hashlib
import pathlib
import shutil
import sys

folders = sorted(pathlib.Path(sys.argv[1]).iterdir())
runs = []
for folder in folders:
    with open(folder / "times.csv", encoding="ascii", newline="") as file:
        (run,) = csv.DictReader(file)
    digest = hashlib.sha256((folder / "field.csv").read_bytes()).hexdigest()
    runs.append((int(run["ranks"]), int(run["nodes"]), float(run["seconds"]), digest, folder))
runs.sort()

alone = runs[0]
with open("scaling.csv", "w", encoding="ascii") as table:
    table.write("ranks,nodes,seconds,speedup,field\n")
    for ranks, nodes, seconds, digest, _ in runs:
        if digest != alone[3]:
            sys.exit(f"{ranks} ranks do not come to the same field as {alone[0]}")
        table.write(f"{ranks},{nodes},{seconds:.3f},{alone[2] / seconds:.2f},{digest[:16]}\n")
shutil.copyfile(alone[4] / "field.csv", "field.csv")
