"""Agreement statistics to 30 digits, by other ways than those of src/stats/agreement.

    python3 test/reference/agreement/agreement-truth.py > test/reference/agreement/agreement.json

Needs mpmath. Kappa's variance is the delta method with slopes taken numerically (no formula of Fleiss, Cohen and Everitt is
used); intraclass correlations come from sums of squares by the raw-score formulas, and the quantiles of F by bisection on
mpmath's own incomplete beta function.
"""

import json
from mpmath import betainc, diff, erfinv, mp, mpf, sqrt

mp.dps = 40


def show(x):
    return float(x) if x is not None else None


def normal_reach(level):
    return sqrt(2) * erfinv(mpf(level))


def kappa_of(p, w):
    k = len(w)
    total = sum(sum(row) for row in p)
    q = [[x / total for x in row] for row in p]
    rows = [sum(row) for row in q]
    columns = [sum(q[i][j] for i in range(k)) for j in range(k)]
    observed = sum(w[i][j] * q[i][j] for i in range(k) for j in range(k))
    expected = sum(w[i][j] * rows[i] * columns[j] for i in range(k) for j in range(k))
    return (observed - expected) / (1 - expected)


def weights(kind, k):
    if kind == "none":
        return [[mpf(int(i == j)) for j in range(k)] for i in range(k)]
    power = {"linear": 1, "quadratic": 2}[kind]
    return [[1 - (mpf(abs(i - j)) / (k - 1)) ** power for j in range(k)] for i in range(k)]


def kappa_case(table, kind, level):
    k = len(table)
    w = weights(kind, k)
    n = sum(sum(row) for row in table)
    p = [[mpf(x) / n for x in row] for row in table]

    def slope(i, j):
        def f(t):
            return kappa_of([[t if (a, b) == (i, j) else p[a][b] for b in range(k)] for a in range(k)], w)

        return diff(f, p[i][j], h=mpf(10) ** -12)

    slopes = [[slope(i, j) if p[i][j] > 0 else mpf(0) for j in range(k)] for i in range(k)]
    cells = [(i, j) for i in range(k) for j in range(k)]
    mean = sum(p[i][j] * slopes[i][j] for i, j in cells)
    square = sum(p[i][j] * slopes[i][j] ** 2 for i, j in cells)
    estimate, error = kappa_of(p, w), sqrt((square - mean**2) / n)
    reach = normal_reach(level) * error
    return {
        "table": table,
        "weights": kind,
        "level": level,
        "estimate": show(estimate),
        "standardError": show(error),
        "lower": show(estimate - reach),
        "upper": show(estimate + reach),
    }


def f_quantile(p, a, b):
    a, b = mpf(a), mpf(b)
    cdf = lambda f: betainc(a / 2, b / 2, 0, a * f / (a * f + b), regularized=True)
    low, high = mpf(0), mpf(1)
    while cdf(high) < p:
        high *= 2
    for _ in range(110):
        middle = (low + high) / 2
        low, high = (middle, high) if cdf(middle) < p else (low, middle)
    return (low + high) / 2


def icc_case(ratings, level):
    x = [[mpf(str(v)) for v in row] for row in ratings]
    n, k = len(x), len(x[0])
    total = sum(map(sum, x))
    correction = total**2 / (n * k)
    ss_all = sum(v**2 for row in x for v in row) - correction
    ss_rows = sum(sum(row) ** 2 for row in x) / k - correction
    ss_columns = sum(sum(row[j] for row in x) ** 2 for j in range(k)) / n - correction
    bms, wms = ss_rows / (n - 1), (ss_all - ss_rows) / (n * (k - 1))
    jms, ems = ss_columns / (k - 1), (ss_all - ss_rows - ss_columns) / ((n - 1) * (k - 1))
    p = (1 + mpf(level)) / 2
    forms = {}

    def put(name, single, lower, upper):
        brown = lambda r: k * r / (1 + (k - 1) * r)
        forms[f"ICC({name},1)"] = [show(single), show(lower), show(upper)]
        forms[f"ICC({name},k)"] = [show(brown(single)), show(brown(lower)), show(brown(upper))]

    for name, error, df in (("1", wms, n * (k - 1)), ("3", ems, (n - 1) * (k - 1))):
        low = bms / error / f_quantile(p, n - 1, df)
        high = bms / error * f_quantile(p, df, n - 1)
        single = (bms - error) / (bms + (k - 1) * error)
        put(name, single, (low - 1) / (low + k - 1), (high - 1) / (high + k - 1))
    r = (bms - ems) / (bms + (k - 1) * ems + mpf(k) * (jms - ems) / n)
    a, b = k * r / (n * (1 - r)), 1 + k * r * (n - 1) / (n * (1 - r))
    v = (a * jms + b * ems) ** 2 / ((a * jms) ** 2 / (k - 1) + (b * ems) ** 2 / ((n - 1) * (k - 1)))
    low, high = f_quantile(p, n - 1, v), f_quantile(p, v, n - 1)
    lower = n * (bms - low * ems) / (low * (k * jms + (k * n - k - n) * ems) + n * bms)
    upper = n * (high * bms - ems) / (k * jms + (k * n - k - n) * ems + n * high * bms)
    put("2", r, lower, upper)
    return {"ratings": ratings, "level": level, "forms": forms}


cohen_1968 = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
sas_skin = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]]
statsmodels_table = [[0, 4, 1], [0, 8, 0], [0, 1, 5]]
severity = [[31, 4, 1, 0, 0], [5, 22, 7, 1, 0], [0, 6, 25, 5, 1], [0, 1, 4, 19, 3], [0, 0, 1, 4, 10]]
shrout_fleiss = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
two_raters = [[34, 36], [41, 40], [28, 25], [52, 55], [39.5, 41], [47, 44], [22, 23], [60, 58], [31, 35]]
unlike = [[3, 5, 1], [4, 2, 6], [5, 3, 4], [2, 6, 3], [4, 4, 5]]

print(
    json.dumps(
        {
            "kappa": [
                kappa_case(table, kind, level)
                for table in (cohen_1968, sas_skin, statsmodels_table, severity)
                for kind, level in (("none", 0.95), ("linear", 0.95), ("quadratic", 0.9))
            ],
            "intraclass": [
                icc_case(ratings, level)
                for ratings, level in ((shrout_fleiss, 0.95), (shrout_fleiss, 0.8), (two_raters, 0.95), (unlike, 0.95))
            ],
        },
        indent=1,
    )
)
