from __future__ import annotations

from ironstride.body.questions import SCREEN_QUESTIONS, Asks


def test_the_seven_questions_of_the_screen_come_first() -> None:
    assert all(q.asks is Asks.CLEARANCE for q in SCREEN_QUESTIONS[:7])
    assert [q.asks for q in SCREEN_QUESTIONS[7:]] == [
        Asks.BLOOD_PRESSURE,
        Asks.PREGNANT,
        Asks.POSTPARTUM,
    ]


def test_every_question_says_what_its_answer_does() -> None:
    assert len({q.id for q in SCREEN_QUESTIONS}) == len(SCREEN_QUESTIONS)
    for question in SCREEN_QUESTIONS:
        assert "?" in question.question
        assert question.does.endswith(".")
        assert question.evidence
