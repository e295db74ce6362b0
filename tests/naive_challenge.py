"""The challenge model with default options, one party at a time: slow, plain, for comparison."""

from collections.abc import Sequence

TINY = 1e-9


def median(x: Sequence[float], w: Sequence[float]) -> float:
    """Return the place at which half of the weight is reached; the midpoint of a gap."""
    total, below = sum(w), 0.0
    ordered = sorted((place, weight) for place, weight in zip(x, w, strict=True) if weight > 0)
    for k, (place, weight) in enumerate(ordered):
        below += weight
        if abs(below - total / 2) <= 1e-12 * total:
            return (place + ordered[k + 1][0]) / 2
        if below > total / 2:
            return place
    raise AssertionError


def prevails(i: int, j: int, x: Sequence[float], w: Sequence[float]) -> float:
    """Return the share of votes for the place of i against that of j."""
    votes = [c * (abs(a - x[j]) - abs(a - x[i])) for a, c in zip(x, w, strict=True)]
    total = sum(abs(v) for v in votes)
    return sum(v for v in votes if v > 0) / total if total else 0.5


def expected(
    i: int, j: int, r: float, x: Sequence[float], s: Sequence[float], w: Sequence[float],
    width: float, stays: float,
) -> float:  # fmt: skip
    """Return what i expects of challenging j."""
    d = abs(x[i] - x[j]) / width
    success, failure = 2 - 4 * (0.5 - d / 2) ** r, 2 - 4 * (0.5 + d / 2) ** r
    p = prevails(i, j, x, w)
    drift = abs(x[i] - median(x, w)) / width
    is_nearer = drift < d - TINY
    drift = (drift + d) / 4
    later = 2 - 4 * (0.5 - drift if is_nearer else 0.5 + drift) ** r
    return (
        s[j] * (p * success + (1 - p) * failure)
        + (1 - s[j]) * success
        - stays * (2 - 4 * 0.5**r)
        - (1 - stays) * later
    )


def risks(
    x: Sequence[float], s: Sequence[float], w: Sequence[float], width: float, stays: float
) -> list[float]:
    """Return every party's exponent: the less secure among all, the smaller."""
    n = range(len(x))
    security = [
        sum(expected(j, i, 1.0, x, s, w, width, stays) for j in n if j != i) for i in n
    ]  # fmt: skip
    low, high = min(security), max(security)
    if high - low <= TINY:
        return [1.0] * len(x)
    ranks = [(2 * value - high - low) / (high - low) for value in security]
    return [(1 - rank / 3) / (1 + rank / 3) for rank in ranks]


def offers(
    m: int,
    x: Sequence[float],
    own: Sequence[float],
    theirs: Sequence[float],
    width: float,
    conflict: str,
) -> list[tuple[float, float, float, float]]:
    """Return class, move, strength and place of every offer to a party."""
    found = []
    for o, (a, b) in enumerate(zip(own, theirs, strict=True)):
        if abs(x[o] - x[m]) <= TINY * width or b <= TINY or abs(a) <= TINY:
            continue
        if a > 0:
            if conflict == "nobody" or b <= a + TINY:
                continue
            kind, share = 1, 1.0
        elif b >= -a - TINY:
            kind, share = 2, min(-a / b, 1.0)
        else:
            kind, share = 3, 1.0
        place = x[m] + share * (x[o] - x[m])
        found.append((kind, abs(place - x[m]) / width, -b, place))
    return found


def one_round(
    x: Sequence[float],
    s: Sequence[float],
    w: Sequence[float],
    width: float,
    stays: float,
    conflict: str,
) -> list[float]:
    """Return the places after a round."""
    n = range(len(x))
    r = risks(x, s, w, width, stays)
    value = [[expected(i, j, r[i], x, s, w, width, stays) for j in n] for i in n]
    after = []
    for m in n:
        left = offers(m, x, value[m], [value[o][m] for o in n], width, conflict)
        for key in range(3):
            least = min((offer[key] for offer in left), default=0.0)
            left = [offer for offer in left if offer[key] <= least + TINY]
        after.append(sum(offer[3] for offer in left) / len(left) if left else x[m])
    return after
