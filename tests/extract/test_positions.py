from __future__ import annotations

from spacy.lang.en import English

from kg.extract.positions import Positions


def test_positions_count_sentences_and_paragraphs() -> None:
    nlp = English()
    nlp.add_pipe("sentencizer")
    positions = Positions(nlp("It rained. It stopped.\n\nThe sun came out."))
    assert positions.starts == [0, 3, 6]
    assert positions.sentence[4] == 1
    assert [positions.paragraph[i] for i in (0, 4, 8)] == [0, 0, positions.paragraph[-1]]
    assert positions.paragraph[-1] > 0
    assert positions.bounds(4) == (3, 6)
