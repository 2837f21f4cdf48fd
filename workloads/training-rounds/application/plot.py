"""Draws a history: plot.py HISTORY PICTURE writes the loss of each round, logarithmic, as SVG."""

import csv
import math
import sys

WIDTH, HEIGHT, LEFT, BOTTOM = 640, 400, 70, 50

with open(sys.argv[1], newline="") as file:
    losses = [float(row["loss"]) for row in csv.DictReader(file)]
low, high = min(losses) / 1.3, max(losses) * 1.3


def x(turn):
    return LEFT + (turn - 0.5) / len(losses) * (WIDTH - 20 - LEFT)


def y(loss):
    return HEIGHT - BOTTOM - math.log(loss / low) / math.log(high / low) * (HEIGHT - BOTTOM - 20)


svg = [
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">',
    f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    f'<path d="M{LEFT} 20V{HEIGHT - BOTTOM}H{WIDTH - 20}" fill="none" stroke="#444"/>',
    f'<text x="{(LEFT + WIDTH) / 2}" y="{HEIGHT - 10}" text-anchor="middle">round</text>',
    f'<text transform="translate(16 {HEIGHT / 2}) rotate(-90)" text-anchor="middle">mean loss of all parts</text>',
]
for value in (step * 10.0**power for power in range(-12, 13) for step in (1, 2, 5)):
    if low <= value <= high:
        svg.append(f'<path d="M{LEFT} {y(value):.1f}H{WIDTH - 20}" stroke="#ddd"/>')
        svg.append(f'<text x="{LEFT - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{value:g}</text>')
points = [f"{x(turn):.1f} {y(loss):.1f}" for turn, loss in enumerate(losses, 1)]
svg.append(f'<path d="M{"L".join(points)}" fill="none" stroke="#0072b2" stroke-width="2"/>')
every = -(-len(losses) // 20)
for turn, loss in enumerate(losses, 1):
    svg.append(f'<circle cx="{x(turn):.1f}" cy="{y(loss):.1f}" r="4.5" fill="#0072b2"/>')
    if (turn - 1) % every == 0:
        svg.append(f'<text x="{x(turn):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{turn}</text>')
with open(sys.argv[2], "w") as file:
    file.write("\n".join(svg) + "\n</svg>\n")
