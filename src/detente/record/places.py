"""On whose ground a place lies, from the tables of states and of places where talks are held."""

from detente.reading.actor_table import actor_table
from detente.reading.tables import cached, load_csv


def state_of_place(place: str) -> str | None:
    """Return the id of the state in which `place` lies; None where the tables do not know it."""
    return _states().get(place.strip().casefold())


@cached
def _states() -> dict[str, str]:
    places = {
        name.casefold(): row["state"]
        for row in load_csv("places.csv")
        for name in row["names"].split("|")
    }
    for row in actor_table().rows.values():
        if row.type == "state":
            for name in (*row.names(), *row.capitals):
                places[name.casefold()] = row.id
    return places


def same_place(one: str | None, other: str | None) -> bool:
    """Tell whether two places can be the same: one unsaid, equal, or a town and its state."""
    if one is None or other is None or one.casefold() == other.casefold():
        return True
    state, other_state = state_of_place(one), state_of_place(other)
    if state is None or state != other_state:
        return False
    names = {name.casefold() for name in actor_table().rows[state].names()}
    capitals = {name.casefold() for name in actor_table().rows[state].capitals}
    pair = {one.casefold(), other.casefold()}
    return bool(pair & names) or pair <= capitals


def is_state_name(place: str) -> bool:
    """Tell whether `place` is the name of a state, not of a place inside one."""
    state = state_of_place(place)
    if state is None:
        return False
    names = {name.casefold() for name in actor_table().rows[state].names()}
    return place.strip().casefold() in names
