"""The map of gaps: nobody, nobody open, nobody trusted; not stated is never no."""

from __future__ import annotations

import pytest

from directory.curation.gap_map import Helper, State, gap_map, missing, tally


def _helper(**changed: object) -> Helper:
    values = {
        "disciplines": {"talk"},
        "issues": {"grief", "loss"},
        "areas": {"Golden"},
        "is_open": True,
        "is_trusted": True,
    }
    return Helper(**(values | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("helpers", "state"),
    [
        ([], State.NO_ONE),
        ([_helper(disciplines={"bodywork"})], State.NO_ONE),
        ([_helper(issues={"pain"})], State.NO_ONE),
        ([_helper(is_open=False)], State.NO_ONE_OPEN),
        ([_helper(is_trusted=False)], State.NOBODY_TRUSTED),
        ([_helper(is_open=False), _helper(is_trusted=False)], State.NOBODY_TRUSTED),
        ([_helper(is_open=None)], State.SOMEBODY),
        ([_helper(), _helper(is_open=False)], State.SOMEBODY),
    ],
)
def test_a_cell_says_what_is_missing(helpers: list[Helper], state: State) -> None:
    ((cell,),) = gap_map(tally(helpers), issues=("grief",), disciplines=("talk",))

    assert cell.state is state


def test_an_area_counts_those_who_work_there() -> None:
    helpers = [_helper(), _helper(areas={"Denver", "Golden"}), _helper(areas={"Denver"})]
    tallies = tally(helpers)

    ((golden,),) = gap_map(tallies, issues=("grief",), disciplines=("talk",), area="Golden")
    ((salida,),) = gap_map(tallies, issues=("grief",), disciplines=("talk",), area="Salida")

    assert (golden.people, salida.people) == (2, 0)
    assert tallies.areas == ("Denver", "Golden")


def test_states_are_counted_over_all_cells_and_silence_is_told() -> None:
    tallies = tally([_helper(is_open=None)])

    rows = gap_map(tallies, issues=("grief", "pain"), disciplines=("talk", "rehab"))

    assert missing(rows) == {State.SOMEBODY: 1, State.NO_ONE: 3}
    assert rows[0][0].not_said == 1
