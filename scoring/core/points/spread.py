"""How values spread: each value with its count where they are few, else equal steps.

>>> from fractions import Fraction as F
>>> [(int(low), int(high), count) for low, high, count in spread_of([F(3), F(5), F(3)])]
[(3, 3, 2), (5, 5, 1)]
>>> many = spread_of([F(n) for n in range(0, 40)], steps=4)
>>> [(str(low), str(high), count) for low, high, count in many]
[('0', '39/4', 10), ('39/4', '39/2', 10), ('39/2', '117/4', 10), ('117/4', '39', 10)]
"""

from collections import Counter
from collections.abc import Collection, Sequence
from fractions import Fraction

Span = tuple[Fraction, Fraction, int]
MOST_VALUES, STEPS = 10, 6


def spread_of(
    values: Sequence[Fraction], scale: Collection[Fraction] = (), steps: int = STEPS
) -> list[Span]:
    """[(from, to, count)], the lowest first; a value on the edge belongs to the upper step, the
    highest to the last. Each value of `scale` has its place, also where nobody has given it.
    """
    counted = Counter(values)
    if scale or len(counted) <= MOST_VALUES:
        return [(value, value, counted[value]) for value in sorted({*counted, *scale})]
    low, high = min(counted), max(counted)
    step = (high - low) / steps
    found = Counter(min(int((value - low) / step), steps - 1) for value in values)
    return [(low + step * n, low + step * (n + 1), found[n]) for n in range(steps)]
