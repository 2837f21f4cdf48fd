"""Scores one setting: score.py TABLE writes scores.csv. The setting is PARAM_HIDDEN, PARAM_RATE and PARAM_DECAY."""

import os
import sys

import network

hidden, rate, decay = (os.environ["PARAM_" + name] for name in ("HIDDEN", "RATE", "DECAY"))
features, classes = network.read(sys.argv[1])
loss, deviation, accuracy = network.cross_validate(features, classes, int(hidden), float(rate), float(decay))
with open("scores.csv", "w") as file:
    file.write("hidden,rate,decay,log_loss,deviation,accuracy\n")
    file.write(f"{hidden},{rate},{decay},{loss:.6f},{deviation:.6f},{accuracy:.6f}\n")
