"""A network with one hidden layer that tells classes apart, and how well it does so on data that it has not seen.

Replace this file to search the settings of another model: `read` and `cross_validate` are all that is used of it.
"""

import csv
import os

import numpy as np

FOLDS = 5


def read(path):
    """The features of a table, scaled to mean 0 and deviation 1, and the classes of its last column as numbers."""
    with open(path, newline="") as file:
        rows = list(csv.reader(file))[1:]
    features = np.array([row[:-1] for row in rows], dtype=float)
    names = sorted({row[-1] for row in rows})
    classes = np.array([names.index(row[-1]) for row in rows])
    return (features - features.mean(axis=0)) / features.std(axis=0), classes


def folds(classes, seed):
    """The fold of each row: every fold has its share of every class."""
    order = np.random.default_rng(seed).permutation(len(classes))
    fold = np.empty(len(classes), dtype=int)
    for name in np.unique(classes):
        rows = order[classes[order] == name]
        fold[rows] = np.arange(len(rows)) % FOLDS
    return fold


def probabilities(weights, features):
    first, bias, second, last = weights
    hidden = np.tanh(features @ first + bias)
    score = hidden @ second + last
    raised = np.exp(score - score.max(axis=1, keepdims=True))
    return hidden, raised / raised.sum(axis=1, keepdims=True)


def train(features, classes, hidden, rate, decay, epochs, seed):
    """Gradient descent with momentum on all rows at once."""
    random = np.random.default_rng(seed)
    targets = np.eye(classes.max() + 1)[classes]
    weights = [
        random.normal(0, 0.5, (features.shape[1], hidden)),
        np.zeros(hidden),
        random.normal(0, 0.5, (hidden, targets.shape[1])),
        np.zeros(targets.shape[1]),
    ]
    speed = [np.zeros_like(weight) for weight in weights]
    for _ in range(epochs):
        inner, guess = probabilities(weights, features)
        error = (guess - targets) / len(features)
        back = (error @ weights[2].T) * (1 - inner**2)
        slopes = [features.T @ back, back.sum(axis=0), inner.T @ error, error.sum(axis=0)]
        for n, slope in enumerate(slopes):
            speed[n] = 0.9 * speed[n] - rate * (slope + (decay * weights[n] if n % 2 == 0 else 0))
            weights[n] = weights[n] + speed[n]
    return weights


def cross_validate(features, classes, hidden, rate, decay):
    """Mean logarithmic loss on unseen rows, its deviation over the folds, and the share of rows told rightly."""
    seed = int(os.environ.get("SEED", "1"))
    epochs = int(os.environ.get("EPOCHS", "300"))
    fold = folds(classes, seed)
    losses, right = [], 0
    for n in range(FOLDS):
        unseen = fold == n
        weights = train(features[~unseen], classes[~unseen], hidden, rate, decay, epochs, seed + n)
        _, guess = probabilities(weights, features[unseen])
        truth = guess[np.arange(unseen.sum()), classes[unseen]]
        losses.append(-np.log(np.maximum(truth, 1e-12)).mean())
        right += (guess.argmax(axis=1) == classes[unseen]).sum()
    return np.mean(losses), np.std(losses), right / len(classes)
