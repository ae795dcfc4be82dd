"""Every number that a rule draws a line at, in one table. A change here is a change of the rule: raise its version."""

from __future__ import annotations

from typing import Final

OLDEST: Final = 115
"""Years. Nobody in Vietnam is known to be older; a number that says so is mistyped."""
GROWN_UP: Final = 18
"""Years. Younger people have a guardian (children's screening form, công văn 1535/BYT-DP)."""
GUARDIAN_OLDER: Final = 15
"""Years by which a guardian is older than the child; a namesake who isn't is somebody else."""
MOST_DOSES: Final = 5
"""More than three primary, an additional and a booster dose were planned for nobody until May 2022."""
CAMPAIGN_START: Final = "2021-03-08"
"""The day of the first vaccination against COVID-19 in Vietnam."""

PHONE_PEOPLE: Final = 6
"""So many people with one phone are asked about if they live in different households; up to then it is a family."""
PHONE_HOUSEHOLDS: Final = 3
"""In so many households."""

LOT_USED: Final = 8
"""A day on which so many doses of a lot were given is a day of that lot."""
LOT_RARE: Final = 0.1
"""A lot, vaccine or day is taken for a slip where it has at most this share of what it is held against."""
LOT_CROWD: Final = 30
"""Doses of a lot on one day that make it a session: hardly anybody gets the lot alone on another."""
LOT_STRAY: Final = 0.02
"""Share of a lot's doses that may be given outside of such days."""
LOT_LASTS: Final = 14
"""Days around a day of a lot on which somebody who came late may have got it as well."""
LOT_ALIKE: Final = 1
"""How many letters of a lot number a slip of the hand changes: one typed wrongly, left out, doubled, or two swapped."""

HAMLET_USED: Final = 5
"""A spelling that so many people have can be what another one was meant for."""
HAMLET_TIMES: Final = 3
"""And so many times as many as have the other."""
HAMLET_ALIKE: Final = 0.84
"""Similarity (Indel, rapidfuzz) from which two names of a hamlet may be one mistyped; the numbers in them are equal."""

VACCINE_ALIKE: Final = 0.7
"""Similarity from which a text is taken for the name of a vaccine, and by so much more than for any other."""
VACCINE_AHEAD: Final = 0.12

FIRST_OF_JANUARY: Final = 0.05
"""A list in which so large a share of full birth dates is 1 January has years among them: chance gives 1 in 365."""
LIST_ENOUGH: Final = 20
"""Fewer dates than these tell nothing about a list."""

LONGEST_NAME: Final = 8
"""Words. Names in Vietnam have up to six or seven."""
LONGEST_WORD: Final = 15
"""Letters of a word in a name; a syllable has up to seven, foreign names more."""
