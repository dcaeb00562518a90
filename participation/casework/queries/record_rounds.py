"""Rounds in which departments clarified something about a case."""

from typing import Any

from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries.rounds import statements_in, with_everything
from participation.ideas.models import Idea


def rounds_of(idea: Idea) -> list[dict[str, Any]]:
    rows = with_everything().filter(clarification__idea=idea).order_by("pk")
    return [_round(row) for row in rows]


def _round(row: Round) -> dict[str, Any]:
    return {
        "title": row.title,
        "question": row.question,
        "convened_at": row.convened_at,
        "state": row.get_state_display(),
        "statements": [
            {
                "department": spoken.party.department.name,
                "at": said.stated_at,
                "position": spoken.position,
                "text": said.text,
                "reference": said.reference,
            }
            for spoken in statements_in(row)
            for said in (*spoken.earlier, spoken.newest)
        ],
        "result": row.result,
        "chosen": row.chosen.name if row.chosen else "",
        "ended_at": row.ended_at,
    }
