"""Allocations drawn by a program of its own, from docs/methods/randomization.md and the Python standard library alone.

python3 test/reference/randomization/draw.py > test/reference/randomization/drawn.json
"""
import hashlib
import hmac
import itertools
import json
from fractions import Fraction


def mac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def hmac_drbg(entropy, nonce, personalization, request=256):
    key, value = bytes(32), b"\1" * 32

    def update(data):
        nonlocal key, value
        for mark in (b"\0", b"\1") if data else (b"\0",):
            key = mac(key, value + mark + data)
            value = mac(key, value)

    update(entropy + nonce + personalization)
    while True:
        out = b""
        while len(out) < request:
            value = mac(key, value)
            out += value
        update(b"")
        yield from out[:request]


class Chance:
    def __init__(self, seed, study, version, stratum):
        name = {"planVersion": version, "stratum": stratum, "studyId": study}
        text = "vigil-allocation/1 " + json.dumps(name, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
        nonce = hashlib.sha256(text.encode()).digest()[:16]
        self.bytes = hmac_drbg(seed, nonce, text.encode())

    def number(self, count):
        return int.from_bytes(bytes(next(self.bytes) for _ in range(count)), "big")

    def below(self, n):
        while True:
            drawn = self.number(6)
            if drawn < 2**48 - 2**48 % n:
                return drawn % n

    def real(self):
        return (self.number(8) >> 11) / 2**53


def block_list(chance, arms, sizes, slots):
    drawn = []
    while len(drawn) < slots:
        size = sizes[chance.below(len(sizes))]
        times = size // sum(weight for _, weight in arms)
        block = [arm for arm, weight in arms for _ in range(weight * times)]
        for last in range(len(block) - 1, 0, -1):
            other = chance.below(last + 1)
            block[last], block[other] = block[other], block[last]
        drawn += block
    return drawn[:slots]


def by_probability(arms, probabilities, real):
    below = 0
    for (arm, _), probability in zip(arms, probabilities):
        below += probability
        if real < below:
            return arm
    return arms[-1][0]


def simple(chance, arms, slots):
    total = sum(weight for _, weight in arms)
    return [by_probability(arms, [Fraction(w, total) for _, w in arms], chance.real()) for _ in range(slots)]


def minimization(chance, arms, weights, follow, imbalance, turns):
    total, least = sum(w for _, w in arms), min(w for _, w in arms)
    free = (1 - follow) * total / (total - least)
    given, drawn = [], []
    for turn in turns:
        sums = []
        for candidate, _ in arms:
            total_imbalance = Fraction(0)
            for factor, factor_weight in weights.items():
                alike = [arm for strata, arm in given if strata[factor] == turn[factor]] + [candidate]
                counts = [Fraction(alike.count(arm), w) for arm, w in arms]
                mean = sum(counts) / len(counts)
                spread = max(counts) - min(counts)
                if imbalance == "variance":
                    spread = sum((c - mean) ** 2 for c in counts) / (len(counts) - 1)
                total_imbalance += factor_weight * spread
            sums.append(total_imbalance)
        best = [one == min(sums) for one in sums]
        of_best = sum(w for (_, w), is_best in zip(arms, best) if is_best)
        shares = [
            free * Fraction(w, total) + (1 - free) * (Fraction(w, of_best) if is_best else 0)
            for (_, w), is_best in zip(arms, best)
        ]
        arm = by_probability(arms, shares, chance.real())
        given.append((turn, arm))
        drawn.append(arm)
    return drawn


seed = bytes(range(32))
equal, unequal = [("a", 1), ("b", 1)], [("a", 3), ("b", 2), ("c", 1)]
turns = [
    {"site": site, "prior": prior}
    for (site, prior), _ in zip(
        itertools.cycle([("n", "no"), ("s", "no"), ("n", "no"), ("n", "yes"), ("e", "no"), ("s", "yes"), ("s", "no")]),
        range(60),
    )
]
stratum = '{"prior":"yes","site":"n"}'
print(
    json.dumps(
        {
            "origin": "test/reference/randomization/draw.py",
            "seed": seed.hex(),
            "studyId": "study",
            "planVersion": "1",
            "turns": turns,
            "stratum": stratum,
            "blocks": "".join(block_list(Chance(seed, "study", "1", stratum), equal, [4, 6], 60)),
            "unequalBlocks": "".join(block_list(Chance(seed, "study", "1", stratum), unequal, [6, 12, 18], 60)),
            "simple": "".join(simple(Chance(seed, "study", "1", ""), unequal, 60)),
            "range": "".join(
                minimization(
                    Chance(seed, "study", "1", ""), equal, {"site": 1, "prior": 1}, Fraction(4, 5), "range", turns
                )
            ),
            "variance": "".join(
                minimization(
                    Chance(seed, "study", "1", ""), unequal, {"site": 2, "prior": 1}, Fraction(7, 10), "variance", turns
                )
            ),
        },
        indent=1,
    )
)
