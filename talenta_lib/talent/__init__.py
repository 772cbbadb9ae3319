"""Clean tables in, what is known of each official out: scores, kotak with its doubt, gaps, succession."""

from talenta_lib.talent.assessments import assessment_dates
from talenta_lib.talent.dossier import Dossier, build_dossier
from talenta_lib.talent.doubt import RoundDoubt, add_probabilities
from talenta_lib.talent.evidence import Evidence
from talenta_lib.talent.gaps import competency_table, gaps_by_opd, side_table
from talenta_lib.talent.lifts import lift_table
from talenta_lib.talent.ninebox import place_in_kotak
from talenta_lib.talent.overview import distribution, given_differences, plausibility
from talenta_lib.talent.roster import build_posts, build_roster
from talenta_lib.talent.scoring import TalentScores, component_table, score_talent
from talenta_lib.talent.succession import add_recommendation, add_succession, candidate_table

__all__ = [
    "Dossier",
    "Evidence",
    "RoundDoubt",
    "TalentScores",
    "add_probabilities",
    "add_recommendation",
    "add_succession",
    "assessment_dates",
    "build_dossier",
    "build_posts",
    "build_roster",
    "candidate_table",
    "competency_table",
    "component_table",
    "distribution",
    "gaps_by_opd",
    "given_differences",
    "lift_table",
    "place_in_kotak",
    "plausibility",
    "score_talent",
    "side_table",
]
