"""The reference is what the code says today."""

from command import reference


def test_pages_are_as_the_code_is():
    for name, text in reference.pages().items():
        assert (reference.FOLDER / name).read_text(encoding="utf-8") == text, name


def test_every_kind_and_method_is_explained():
    page = reference.call_file_page()
    for _base, _heading, kinds in reference.FAMILIES:
        for kind in kinds:
            assert f"| `{kind.NAME}` | {kind.MEANING} |" in page


def test_workflow_page_names_every_state_and_step():
    page = reference.workflow_page()
    workflow = reference.workflow
    words = [*workflow.CallState, *workflow.ApplicationState]
    words += [*workflow.CallStep, *workflow.ApplicationStep]
    assert [word for word in words if f"`{word}`" not in page] == []
