"""Prints the rows of SmallShapeQuantiles.cs: python3 small_shape_quantiles.py (mpmath 1.3.0, 60 digits, some seconds).

Quantiles of betas and gammas of shapes far below 1, on the logit or the logarithm, where they are neither 0 nor 1 to any number of digits. The
distribution functions are hypergeometric series (Abramowitz & Stegun 1964, 6.5.12 and 26.5.23), each from the end that is near; the roots are found by
secants and put back into the function. No code is shared with the program.
"""
from mpmath import beta, exp, findroot, gammainc, hyp2f1, log, mp, mpf, nstr, gamma

mp.dps = 60
# Binary fractions, so that one less each is exact too; the first is 2^-53.
TAILS = [mpf(2) ** -53, mpf(2) ** -33] + [mpf(n) / 16384 for n in (16, 410, 2048, 4096, 4912, 5734, 6553, 7373, 7864, 8028, 8110, 8176, 8191, 8192)]


class Beta:
    def __init__(self, a, b):
        self.a, self.b = mpf(a), mpf(b)

    def below(self, s):
        x, y, a, b = 1 / (1 + exp(-s)), 1 / (1 + exp(s)), self.a, self.b
        if x < mpf("0.7"):
            return x**a / (a * beta(a, b)) * hyp2f1(a, 1 - b, a + 1, x)
        return 1 - self.above(s)

    def above(self, s):
        x, y, a, b = 1 / (1 + exp(-s)), 1 / (1 + exp(s)), self.a, self.b
        if y < mpf("0.7"):
            return y**b / (b * beta(a, b)) * hyp2f1(b, 1 - a, b + 1, y)
        return 1 - self.below(s)

    def density(self, s):
        return exp(self.a * s) / (1 + exp(s)) ** (self.a + self.b) / beta(self.a, self.b)

    def ends(self):
        return -60 / self.a, 60 / min(self.b, 1)

    def value(self, s):
        return 1 / (1 + exp(-s)) if s < 0 else 1 - 1 / (1 + exp(s))

    def slope(self, s):
        return exp(-abs(s)) / (1 + exp(-abs(s))) ** 2


class Gamma:
    def __init__(self, a):
        self.a = mpf(a)

    def below(self, s):
        return gammainc(self.a, 0, exp(s), regularized=True)

    def above(self, s):
        return gammainc(self.a, exp(s), regularized=True)

    def density(self, s):
        return exp(self.a * s - exp(s)) / gamma(self.a)

    def ends(self):
        return -60 / self.a, mpf(5)

    value = slope = staticmethod(exp)


def solve(tail, s_of, low, high):
    """The root of a falling or rising function, its logarithm nearly straight: halved, then by secants."""
    rising = s_of(high) > s_of(low)
    for _ in range(40):
        middle = (low + high) / 2
        if (s_of(middle) < tail) == rising:
            low = middle
        else:
            high = middle
    s = findroot(lambda s: log(s_of(s) / tail), (low, high), solver="secant", tol=mpf(10) ** -90, maxsteps=100)
    assert abs(s_of(s) / tail - 1) < mpf(10) ** -35
    return s


def row(family, a, b, lower, upper, whole, tail, is_upper):
    """Value and what a probability is worth there, dx/dp."""
    cut = lambda x: log(mpf(x)) - (log(1 - mpf(x)) if family == "beta" else 0)
    low, high = whole.ends()
    below, above = mpf(0), mpf(0)
    if lower:
        low, below = cut(lower), whole.below(cut(lower))
    if upper:
        high, above = cut(upper), whole.above(cut(upper))
    mass = 1 - below - above
    s = solve(above + tail * mass, whole.above, low, high) if is_upper else solve(below + tail * mass, whole.below, low, high)
    worth = whole.slope(s) / whole.density(s) * mass
    print(",".join([family, str(a), str(b), lower, upper, nstr(tail, 17), "upper" if is_upper else "lower", nstr(whole.value(s), 25), nstr(worth, 5)]))


# Shapes as doubles, which the program is given; the same for cuts.
CASES = [("beta", a, b, "", "") for a, b in ((0.01, 0.01), (0.001, 0.001), (0.01, 0.02), (0.01, 3), (20, 0.01), (0.002, 0.03))]
CASES += [("gamma", 0.01, 1, "", ""), ("gamma", 0.001, 1, "", "")]
CASES += [("beta", 0.01, 0.01, "0.125", ""), ("beta", 0.01, 0.01, "", "0.875"), ("gamma", 0.01, 1, "", "2")]
for family, a, b, lower, upper in CASES:
    for tail in TAILS:
        for is_upper in (False, True):
            row(family, a, b, lower, upper, Beta(a, b) if family == "beta" else Gamma(a), tail, is_upper)
