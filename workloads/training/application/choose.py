"""Brings scores together: choose.py FOLDER reads FOLDER/*/scores.csv, writes scores.csv (the best first), best.json and scores.svg."""

import csv
import glob
import json
import math
import os
import sys

COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]
WIDTH, HEIGHT, LEFT, BOTTOM = 640, 400, 70, 50


def read(folder):
    rows = []
    for path in glob.glob(os.path.join(glob.escape(folder), "*", "scores.csv")):
        with open(path, newline="") as file:
            rows += csv.DictReader(file)
    return sorted(rows, key=lambda row: (float(row["log_loss"]), int(row["hidden"]), float(row["rate"]), float(row["decay"])))


def write_table(rows):
    with open("scores.csv", "w", newline="") as file:
        table = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def ticks(low, high):
    """Powers of ten and, within few decades, also twice and five times these."""
    steps = (1, 2, 5) if math.log10(high / low) < 3 else (1,)
    values = (step * 10.0**power for power in range(-12, 13) for step in steps)
    return [value for value in values if low <= value <= high]


def plot(rows):
    """Loss against learning rate, both logarithmic; a colour for each size of the hidden layer."""
    rates = [float(row["rate"]) for row in rows]
    losses = [max(float(row["log_loss"]), 1e-6) for row in rows]
    x_range = (min(rates) / 1.3, max(rates) * 1.3)
    y_range = (min(losses) / 1.3, max(losses) * 1.3)

    def place(value, limits, start, end):
        low, high = map(math.log, limits)
        return start + (math.log(value) - low) / (high - low) * (end - start)

    def x(value):
        return place(value, x_range, LEFT, WIDTH - 20)

    def y(value):
        return place(value, y_range, HEIGHT - BOTTOM, 20)

    sizes = sorted({int(row["hidden"]) for row in rows})
    svg = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<path d="M{LEFT} 20V{HEIGHT - BOTTOM}H{WIDTH - 20}" fill="none" stroke="#444"/>',
        f'<text x="{(LEFT + WIDTH) / 2}" y="{HEIGHT - 10}" text-anchor="middle">learning rate</text>',
        f'<text transform="translate(16 {HEIGHT / 2}) rotate(-90)" text-anchor="middle">loss on unseen rows</text>',
    ]
    for value in ticks(*x_range):
        svg.append(f'<text x="{x(value):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{value:g}</text>')
    for value in ticks(*y_range):
        svg.append(f'<path d="M{LEFT} {y(value):.1f}H{WIDTH - 20}" stroke="#ddd"/>')
        svg.append(f'<text x="{LEFT - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{value:g}</text>')
    for row, rate, loss in zip(rows, rates, losses):
        colour = COLOURS[sizes.index(int(row["hidden"])) % len(COLOURS)]
        svg.append(f'<circle cx="{x(rate):.1f}" cy="{y(loss):.1f}" r="4.5" fill="{colour}"/>')
    svg.append(f'<circle cx="{x(rates[0]):.1f}" cy="{y(losses[0]):.1f}" r="9" fill="none" stroke="black" stroke-width="2"/>')
    for n, size in enumerate(sizes):
        svg.append(f'<circle cx="{WIDTH - 150}" cy="{34 + 20 * n}" r="4.5" fill="{COLOURS[n % len(COLOURS)]}"/>')
        svg.append(f'<text x="{WIDTH - 140}" y="{38 + 20 * n}">{size} hidden units</text>')
    with open("scores.svg", "w") as file:
        file.write("\n".join(svg) + "\n</svg>\n")


rows = read(sys.argv[1])
write_table(rows)
plot(rows)
with open("best.json", "w") as file:
    json.dump({name: float(value) if "." in value or "e" in value.lower() else int(value) for name, value in rows[0].items()}, file, indent=2)
    file.write("\n")
