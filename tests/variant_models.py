"""Relations drawn at random, in the form of the kernel and spelled out for its literal twin."""

import numpy as np
from hypothesis import strategies as st
from tests import literal_variants

from detente.kernels.stability_relation import differences, relation_of_ranges


@st.composite
def relations(draw, graph):
    """Draw how parties compare the states of a graph; return it in both forms."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n_parties, n_states = graph.n_parties, graph.n_states
    width, span, n_terms = draw(st.tuples(*[st.sampled_from((0, 1, 4))] * 2, st.integers(0, 2)))
    low = random.integers(0, draw(st.sampled_from((1, 4, 12))), (n_parties, n_states))
    high = low + random.integers(0, width + 1, low.shape)
    terms = []
    for _ in range(n_terms):
        n_classes = int(random.integers(1, 4))
        floor = random.integers(0, 6, (n_parties, n_classes))
        ceiling = floor + random.integers(0, span + 1, floor.shape)
        terms.append((random.integers(0, n_classes, n_states), floor, ceiling))
    n_pairs = draw(st.sampled_from((0, n_states, n_states**2 // 4))) if n_states > 1 else 0
    listed = [random.integers(0, n_states, (n_pairs, 2)).tolist() for _ in range(n_parties)]
    listed = [[(q, s) for q, s in pairs if q != s] for pairs in listed]
    great = draw(st.lists(st.sampled_from((None, 1, 3)), min_size=n_parties, max_size=n_parties))
    relation = relation_of_ranges(
        low,
        high,
        classes=np.array([row for row, _, _ in terms]) if terms else None,
        tables=[differences(floor, ceiling) for _, floor, ceiling in terms],
        unknown=listed,
        great=great,
    )
    values = [
        [
            {
                ("state", s): (int(low[j, s]), int(high[j, s])),
                **{
                    (t, int(row[s])): (int(floor[j, row[s]]), int(ceiling[j, row[s]]))
                    for t, (row, floor, ceiling) in enumerate(terms)
                },
            }
            for s in range(n_states)
        ]
        for j in range(n_parties)
    ]
    unknown = [{frozenset(pair) for pair in pairs} for pairs in listed]
    return relation, literal_variants.compared(values, unknown, great)


@st.composite
def with_relations(draw, graphs):
    """Draw a graph with the preferences of its parties."""
    graph = draw(graphs)
    return graph, *draw(relations(graph))
