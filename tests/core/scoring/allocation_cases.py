"""Small allocation cases in whole cents, for the naive allocation and the real one alike."""

from callfile.strict.fault import CoreFault
from scoring.core.money.allocation import allocate

BANDS = [{"from": "0", "to": "5", "share": "50%"}, {"from": "5", "share": "100%"}]
RULES = {
    "filled": {"method": "point_value", "redistribute": True},
    "once": {"method": "point_value", "redistribute": False},
    "proportional": {"method": "proportional"},
    "equal": {"method": "equal"},
    "scaled": {"method": "fixed_point_value", "value": "0.01"},
    "bands": {"method": "bands", "over": "scale", "bands": BANDS},
    "bands_ranked": {"method": "bands", "over": "ranked", "bands": BANDS},
    "ranked": {"method": "ranked"},
}


def euros(cents):
    return f"{cents // 100}.{cents % 100:02d}"


def to_cents(money):
    return int(money.replace(".", ""))


def run(case):
    """The real allocation of a case (its entries given worst first), or the fault."""
    rule = dict(RULES[case["method"]])
    if case["method"] == "ranked":
        rule |= {"last": case["last"]} | ({"top": case["top"]} if case["top"] else {})
    elif case["method"] == "bands_ranked":
        rule["last"] = case["last"].replace("skip", "stop")
    if case["minimum"]:
        rule["minimum"] = case["mode"]
    if case["down"]:
        rule["rounding"] = "down"
    entries = [
        {"number": e["number"], "points": str(e["points"]), "requested": euros(e["cap"])}
        for e in reversed(case["entries"])
    ]
    grant = {"minimum": euros(case["minimum"])} if case["minimum"] else {}
    try:
        return allocate(allocation=rule, budget=euros(case["pot"]), grant=grant, entries=entries)
    except CoreFault as fault:
        if fault.kind != "tie":
            raise
        return fault


def amounts_of(result):
    return {number: to_cents(amount) for number, amount in result["amounts"].items()}


def make(method, pot, rows, *, minimum=0, mode="refuse", down=False, last="stop", top=None):
    """A case from rows of (points, cap); equal points are equals, best first."""
    rows = sorted(enumerate(rows, start=1), key=lambda row: (-row[1][0], row[0]))
    entries = [
        {"number": str(number), "points": points, "cap": cap, "group": -points}
        for number, (points, cap) in rows
    ]
    return {
        "method": method,
        "pot": pot,
        "minimum": minimum,
        "mode": mode,
        "down": down,
        "last": last,
        "top": top,
        "entries": entries,
    }
