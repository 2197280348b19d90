from __future__ import annotations

from ironstride.catalogue import evidence
from ironstride.web.short_words import explained, meanings, sentences


def test_abbreviations_are_marked_with_what_they_mean_and_the_rest_is_escaped() -> None:
    told = explained("RIR < 2 and g = 0.5; 20 g = little; RIRs and RE-10 stay")
    assert told.startswith(
        '<abbr title="repetitions left in reserve when a set ends">RIR</abbr> &lt;'
    )
    assert told.count("<abbr") == 2
    assert "20 g = little; RIRs and RE-10 stay" in told


def test_only_the_words_that_rows_use_are_explained() -> None:
    words = [word for word, _ in meanings([evidence()["RE-14"]])]
    assert "VO2max" in words
    assert "BMD" not in words
    assert meanings([]) == ()


def test_a_text_is_cut_at_its_sentences() -> None:
    assert sentences("One of 2.5 kg. Two. three.") == ("One of 2.5 kg.", "Two. three.")
