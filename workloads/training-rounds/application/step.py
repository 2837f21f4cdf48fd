"""One task of one round: step.py TABLE PREVIOUS goes on from PREVIOUS/weights.npz, if it is there, and writes weights.npz."""

import os
import sys

import model
import numpy as np

seed, hidden, steps = (int(os.environ[name]) for name in ("SEED", "HIDDEN", "STEPS"))
index, count = (int(os.environ["TASK_" + name]) for name in ("INDEX", "COUNT"))
features, classes = model.read(sys.argv[1])
before = os.path.join(sys.argv[2], "weights.npz")
if os.path.exists(before):
    with np.load(before) as file:
        weights = [file[f"arr_{n}"] for n in range(4)]
else:
    weights = model.first(features, classes, hidden, seed)
rows = model.part(classes, seed, index, count)
weights = model.descend(weights, features[rows], classes[rows], float(os.environ["RATE"]), steps)
np.savez("weights.npz", *weights, rows=len(rows), loss=model.loss(weights, features[rows], classes[rows]))
