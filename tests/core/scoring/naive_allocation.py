"""A second allocation, written naively from the sentences of CALL_FILE §5 and §6.

Fractions, round after round, one refusal at a time; slow and short. The real one must agree with
it on amounts and on who is out, and refuse where it refuses.
"""

from fractions import Fraction
from itertools import permutations


class Tie(Exception):
    pass


def naive(case):
    """{number: units} and the set of those refused below the minimum; raises Tie.

    `case`: method, pot, minimum (units), mode, down, and entries of (number, points, cap, group)
    best first, caps and pot in whole units, group the same for equals.
    """
    entries = [e for e in case["entries"] if e["cap"] >= max(case["minimum"], 1)]
    if case["method"] == "ranked":
        return in_order(case, [(e, e["cap"]) for e in entries]), set()
    entries = [e for e in entries if weight(case, e) > 0]
    if case["method"] == "bands_ranked":
        return bands_in_order(case, entries)
    if case["mode"] == "raise" and case["minimum"]:
        kept, refused = minima(case, entries)
    else:
        kept, refused = refuse(case, entries)
    return rounded(case, kept), refused


def weight(case, entry):
    if case["method"] == "equal":
        return 1
    if case["method"] == "proportional":
        return entry["points"] * entry["cap"]
    if case["method"] == "scaled":
        return min(entry["cap"], entry["points"])
    if case["method"] in ("bands", "bands_ranked"):
        return 0 if not entry["points"] else entry["cap"] * (2 if entry["points"] >= 5 else 1) // 2
    return entry["points"]


def bound(case, entry):
    if case["method"] == "once":
        return None
    if case["method"] in ("scaled", "bands"):
        return weight(case, entry)
    return entry["cap"]


def shares(case, kept):
    """Exact shares by fixing whoever is above the bound, round after round."""
    floor = case["minimum"] if case["mode"] == "raise" else 0
    raised = set()
    while True:
        left = case["pot"] - floor * len(raised)
        others = [e for e in kept if e["number"] not in raised]
        found = filled(case, others, left)
        below = {n for n, share in found.items() if share < floor}
        if not below:
            return {**found, **dict.fromkeys(raised, Fraction(floor))}
        # the one that lies lowest first: raising it leaves less for the others
        raised.add(min(below, key=lambda n: (found[n], n)))


def filled(case, others, left):
    fixed = {}
    while True:
        free = [e for e in others if e["number"] not in fixed]
        rest = left - sum(fixed.values())
        total = sum(weight(case, e) for e in free)
        found = {e["number"]: Fraction(rest * weight(case, e), total) for e in free}
        over = {
            e["number"]: bound(case, e)
            for e in free
            if bound(case, e) is not None and found[e["number"]] > bound(case, e)
        }
        if not over:
            return {**{n: Fraction(b) for n, b in fixed.items()}, **found}
        fixed |= over


def refuse(case, kept):
    """Every order of refusing among equals; a tie where they do not end the same."""
    if not case["minimum"]:
        return kept, set()
    ends = set()
    groups = sorted({e["group"] for e in kept})
    orders = [
        [e["number"] for part in choice for e in part]
        for choice in product_of_orders([[e for e in kept if e["group"] == g] for g in groups])
    ]
    for order in orders:
        staying = list(order)
        while True:
            found = shares(case, [e for e in kept if e["number"] in staying])
            below = [n for n in staying if found[n] < case["minimum"]]
            if not below:
                break
            staying.remove(below[-1])
        ends.add(frozenset(staying))
    if len(ends) > 1:
        raise Tie
    (end,) = ends
    gone = {e["number"] for e in kept} - end
    return [e for e in kept if e["number"] in end], gone


def product_of_orders(groups):
    if not groups:
        return [[]]
    rest = product_of_orders(groups[1:])
    return [[list(first), *others] for first in permutations(groups[0]) for others in rest]


def minima(case, kept):
    fit = case["pot"] // case["minimum"]
    if 0 < fit < len(kept) and kept[fit - 1]["group"] == kept[fit]["group"]:
        raise Tie
    return kept[:fit], {e["number"] for e in kept[fit:]}


def rounded(case, kept):
    found = shares(case, kept) if kept else {}
    amounts = {number: int(share) for number, share in found.items()}
    if not case["down"]:
        missing = int(sum(found.values(), Fraction(0))) - sum(amounts.values())
        order = [e["number"] for e in kept]
        order.sort(key=lambda n: -(found[n] - amounts[n]))
        for number in order[:missing]:
            amounts[number] += 1
    caps = {e["number"]: e["cap"] for e in kept}
    return {number: min(amount, caps[number]) for number, amount in amounts.items()}


def bands_in_order(case, entries):
    """Below the minimum by the band alone: out or raised; then all, or in order of rank."""
    wanted = [(e, weight(case, e)) for e in entries]
    if case["mode"] == "raise":
        wanted, gone = [(e, max(amount, case["minimum"])) for e, amount in wanted], set()
    else:
        gone = {e["number"] for e, amount in wanted if amount < case["minimum"]}
        wanted = [(e, amount) for e, amount in wanted if amount >= case["minimum"]]
    if sum(amount for _, amount in wanted) <= case["pot"]:
        return {e["number"]: amount for e, amount in wanted}, gone
    return in_order({**case, "top": None}, wanted), gone


def in_order(case, wanted):
    top = case.get("top")
    if top is not None and top < len(wanted):
        if wanted[top - 1][0]["group"] == wanted[top][0]["group"]:
            raise Tie
        wanted = wanted[:top]
    amounts, left = {}, case["pot"]
    for group in sorted({e["group"] for e, _ in wanted}):
        equals = [(e, amount) for e, amount in wanted if e["group"] == group]
        if sum(amount for _, amount in equals) <= left:
            for entry, amount in equals:
                amounts[entry["number"]] = amount
                left -= amount
            continue
        partial = case["last"] == "partial" and left >= max(case["minimum"], 1)
        some = any(amount <= left for _, amount in equals)
        if len(equals) > 1 and (partial or some):
            raise Tie
        if partial:
            amounts[equals[0][0]["number"]] = left
        if case["last"] != "skip":
            break
    return amounts
