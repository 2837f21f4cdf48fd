"""Averages weights: average.py FOLDER PREVIOUS reads FOLDER/*/weights.npz, writes weights.npz and the history of all rounds.

When the loss is better than in the round before by less than the part ENOUGH, it writes the file `converged`, which ends the rounds.
"""

import glob
import os
import sys

import numpy as np

weights, rows, loss = None, 0, 0.0
for path in sorted(glob.glob(os.path.join(glob.escape(sys.argv[1]), "*", "weights.npz"))):
    with np.load(path) as file:
        share = int(file["rows"])
        parts = [share * file[f"arr_{n}"] for n in range(4)]
        loss += share * float(file["loss"])
    weights = parts if weights is None else [weight + part for weight, part in zip(weights, parts)]
    rows += share
loss /= rows
np.savez("weights.npz", *[weight / rows for weight in weights], rows=rows, loss=loss)

history = ["round,loss\n"]
before = os.path.join(sys.argv[2], "history.csv")
if os.path.exists(before):
    with open(before) as file:
        history = file.readlines()
with open("history.csv", "w") as file:
    file.writelines(history)
    file.write(f"{os.environ['TASK_ROUND']},{loss:.9f}\n")
if len(history) > 1 and loss > (1 - float(os.environ["ENOUGH"])) * float(history[-1].split(",")[1]):
    open("converged", "w").close()
