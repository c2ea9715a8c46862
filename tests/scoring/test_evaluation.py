"""What of an evaluation goes public: the points of all, the words of nobody."""

from scoring.selectors.evaluation import public_copy

LOT = {
    "code": "A",
    "form": {
        "sections": [
            {
                "fields": [
                    {
                        "code": "performers",
                        "kind": "table",
                        "fact": True,
                        "columns": [
                            {"code": "name", "kind": "short_text"},
                            {"code": "born", "kind": "date"},
                            {"code": "rank", "kind": "one_of"},
                        ],
                    }
                ]
            }
        ]
    },
}
EVALUATION = {
    "seed": None,
    "applications": [
        {
            "number": "M27-A-001",
            "lot": "A",
            "facts": {
                "members": "12",
                "performers": [{"name": "Zala Kos", "born": "2001-02-03", "rank": "world"}],
            },
            "sheets": [
                {"assessor": "ab12", "answers": {"A1": {"value": "high", "reason": "Zala poje."}}}
            ],
        }
    ],
}


def test_public_copy_keeps_what_points_need_and_no_words_of_persons():
    public = public_copy(EVALUATION, {"lots": [LOT]})
    [row] = public["applications"]
    assert row["facts"] == {"members": "12", "performers": [{"rank": "world"}]}
    assert row["sheets"] == [{"assessor": "ab12", "answers": {"A1": {"value": "high"}}}]
    assert "Zala" not in str(public)


def test_public_copy_leaves_the_evaluation_as_it_was():
    public_copy(EVALUATION, {"lots": [LOT]})
    assert EVALUATION["applications"][0]["facts"]["performers"][0]["name"] == "Zala Kos"
