"""Slow, obvious twins: the predictive distribution, the baselines, folds and scores in loops."""

import math
import random

import numpy as np


def mean_of(stands):
    """Return the weighted mean of (place, weight); the plain one where nobody has weight."""
    whole = sum(weight for _, weight in stands)
    if whole == 0:
        return sum(place for place, _ in stands) / len(stands)
    return sum(place * weight for place, weight in stands) / whole


def median_of(stands):
    """Return the first place at which half of the weight is reached, or the middle of a gap."""
    whole = sum(weight for _, weight in stands)
    if whole == 0:
        stands, whole = [(place, 1.0) for place, _ in stands], len(stands)
    reached = 0.0
    ordered = [one for one in sorted(stands) if one[1] > 0]
    for number, (place, weight) in enumerate(ordered):
        reached += weight
        if math.isclose(reached, whole / 2):
            return (place + ordered[number + 1][0]) / 2
        if reached > whole / 2:
            return place
    raise AssertionError


def spread_of(stands):
    """Return the weighted standard deviation of places."""
    center = mean_of(stands)
    return math.sqrt(mean_of([((place - center) ** 2, weight) for place, weight in stands]))


def forecast_of(stands, calibration):
    """Return place -> probability, by the formula of the page."""
    mean = mean_of(stands)
    menu = {place: 1.0 for place, _ in stands}
    middle = (min(menu) + max(menu)) / 2
    menu[middle] = menu.get(middle, 0.0) + calibration.middle
    for place in menu:
        menu[place] *= math.exp(-abs(place - mean) / calibration.reach)
    whole = sum(menu.values())
    menu = {place: likely / whole for place, likely in menu.items()}
    center = (mean + sum(place * likely for place, likely in menu.items())) / 2
    scale = max(calibration.scale_base + calibration.scale_spread * spread_of(stands), 1.0)
    found = {place: likely * calibration.menu_share for place, likely in menu.items()}
    for error in calibration.errors:
        for sign in (-1, 1):
            place = min(max(center + sign * error * scale, 0.0), 100.0)
            share = (1 - calibration.menu_share) / (2 * len(calibration.errors))
            found[place] = found.get(place, 0.0) + share
    return found


def crps_of(places, outcome, weights=None):
    """Return E|X - y| - E|X - X'| / 2 by its definition; equally likely places without weights."""
    weights = [1.0] * len(places) if weights is None else weights
    points = [(place, weight / sum(weights)) for place, weight in zip(places, weights, strict=True)]
    near = sum(share * abs(place - outcome) for place, share in points)
    apart = sum(p * q * abs(one - other) for one, p in points for other, q in points)
    return near - apart / 2


def folds_of_names(dossiers, n_folds, seed):
    """Return the fold of each dossier by name."""
    names = sorted(set(dossiers))
    order = np.random.default_rng(seed).permutation(len(names))
    return {names[which]: place % n_folds for place, which in enumerate(order)}


def residual_scores(issues, n_folds, seed):
    """Return the CRPS of the mean plus the errors of other folds, issue by issue."""
    fold = folds_of_names([issue.dossier for issue in issues], n_folds, seed)
    mean = [mean_of(stands_of(issue)) for issue in issues]
    scores = []
    for number, issue in enumerate(issues):
        errors = [
            other.outcome - center
            for other, center in zip(issues, mean, strict=True)
            if fold[other.dossier] != fold[issue.dossier]
        ]
        places = [min(max(mean[number] + error, 0.0), 100.0) for error in errors]
        scores.append(crps_of(places, issue.outcome))
    return scores


def stands_of(issue):
    """Return (place, influence x salience) of the parties of an issue."""
    return [(stand.position, stand.influence * stand.salience) for stand in issue.stands]


def bootstrap_of(differences, dossiers, n_resamples, seed):
    """Return means over dossiers drawn with replacement, in loops of its own making."""
    rng = random.Random(seed)
    names = sorted(set(dossiers))
    means = []
    for _ in range(n_resamples):
        drawn = rng.choices(names, k=len(names))
        values = [
            difference
            for name in drawn
            for difference, dossier in zip(differences, dossiers, strict=True)
            if dossier == name
        ]
        means.append(sum(values) / len(values))
    return means
