"""What the training questions could not teach: small, named corrections to a candidate's score.

The question sets that the ranker learned from hold few why-questions and requests for a person's words, and most of
their passages are short. Each rule states what any editor would say of an answer of that kind; its weight is in units
of the ranker's score, where one is a clear lead.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.answering import features
from retrieval.answering.snapshot import FloatArray
from retrieval.answering.wanted import Evidence

NO_FIGURE = -1.0
FITTING_UNIT = 0.5
NO_CAUSE = -1.0
EXPLAINS_BEFORE = 3.5
CAUSE_WITHIN = 24
ANSWERS_BEFORE = 1.0
DIRECT_SPEECH = 0.65
# What is asked about a person, a place or a day is mostly a deed, and the sentence that answers tells it.
DEED = {"who": 2.0, "where": 1.0, "when": 0.5}
# In running text a name of two sentences ago is "ia" or not written at all; the trees hold its lack against a
# sentence more than it deserves (measured on questions they did not see).
NAME_CARRIED = 0.5
FIGURE_KINDS = ("when", "how_long", "how_many", "how_much")

_PLACE = {name: place for place, name in enumerate(features.NAMES)}


def adjust(kind: str, table: FloatArray, evidence: Sequence[Evidence]) -> FloatArray:
    """What to add to the scores of the candidates, shape (n,), given their features, shape (n, len(NAMES))."""

    def column(name: str) -> FloatArray:
        found: FloatArray = table[:, _PLACE[name]]
        return found

    if kind == "quote_of":
        return DIRECT_SPEECH * column("speech")
    answers = column("answers") > 0
    # How much better the sentence before fits the question: this one then may answer what that one speaks of.
    gain = (column("before_coverage") - column("coverage")).clip(min=0)
    total = NAME_CARRIED * column("names_missing_carried") + DEED.get(kind, 0.0) * column("focus_here")
    if kind in FIGURE_KINDS:
        total += NO_FIGURE * ~answers + FITTING_UNIT * column("answer_unit") + ANSWERS_BEFORE * gain * answers
    elif kind == "why":
        explains = np.array([_explains(one) for one in evidence], dtype=np.bool_)
        total += NO_CAUSE * ~answers + EXPLAINS_BEFORE * gain * explains
    return total


def _explains(evidence: Evidence) -> bool:
    """Whether the sentence opens by giving the cause of what the one before says ("Hal itu karena ...")."""
    return evidence.leans > 0 and any(span.start <= CAUSE_WITHIN for span in evidence.spans)
