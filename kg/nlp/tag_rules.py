"""The attribute ruler of a spaCy pipeline, with a memory.

The ruler turns tags into parts of speech, morphology and irregular lemmas. It matches each of its patterns against each token, and
nearly all of them look at a single token's word, tag and dependency. What those give is remembered here by just that, the word only where
a pattern names it; the few other patterns run on every Doc, after the ones that are remembered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

Key = tuple[int, int, int, bool]
Values = tuple[int, int, int, str, str]
_KEYS = {"LOWER", "TAG", "DEP", "IS_SPACE"}
_CHOICES = {"IN", "NOT_IN"}


def remember(nlp: Language, name: str) -> RememberedRules:  # noqa: ARG001 - the signature of a factory
    """The component that stands in for the attribute ruler of a pipeline."""
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)  # noqa: S101 - narrows the type
    return RememberedRules(ruler)


class RememberedRules:
    """Sets what the attribute ruler sets: part of speech, morphology, irregular lemmas, and the tag and dependency of white space."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._vocab = ruler.vocab
        self._remembered = AttributeRuler(ruler.vocab)
        self._others = AttributeRuler(ruler.vocab)
        patterns: list[Any] = ruler.patterns
        for pattern in patterns:
            (self._remembered if _is_of_one_token(pattern) else self._others).add(**pattern)
        self._words = {self._vocab.strings.add(word) for pattern in patterns if _is_of_one_token(pattern) for word in _words(pattern)}
        self._memory: dict[Key, Values] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc that is tagged and parsed."""
        keys = [self._key(token) for token in doc]
        unknown = {key: token for token, key in zip(doc, keys, strict=True) if key not in self._memory}
        if unknown:
            self._learn(unknown)
        for token, key in zip(doc, keys, strict=True):
            _apply(token, self._memory[key])
        return self._others(doc)

    def _learn(self, unknown: Mapping[Key, Token]) -> None:
        """Ask the ruler about tokens, taken out of their sentences."""
        tokens = unknown.values()
        words, tags, deps = [one.text for one in tokens], [one.tag_ for one in tokens], [one.dep_ for one in tokens]
        asked = self._remembered(Doc(self._vocab, words=words, tags=tags, deps=deps))
        self._memory.update(zip(unknown, map(_values, asked), strict=True))

    def _key(self, token: Token) -> Key:
        word = token.lower
        return (word if word in self._words else 0, token.tag, token.dep, token.is_space)


def _is_of_one_token(pattern: Mapping[str, Any]) -> bool:
    """It looks at one token, and there only at words that it lists, the tag and the dependency."""
    return all(len(tokens) == 1 and _is_plain(tokens[0]) for tokens in pattern["patterns"])


def _is_plain(token: Mapping[str, Any]) -> bool:
    return set(token) <= _KEYS and all(set(value) <= _CHOICES for value in token.values() if isinstance(value, Mapping))


def _words(pattern: Mapping[str, Any]) -> Iterator[str]:
    """The words that a pattern of one token is compared with."""
    for (token,) in pattern["patterns"]:
        compared = token.get("LOWER", {})
        yield from [compared] if isinstance(compared, str) else chain.from_iterable(compared.values())


def _values(token: Token) -> Values:
    return token.pos, token.tag, token.dep, str(token.morph), token.lemma_


def _apply(token: Token, values: Values) -> None:
    pos, tag, dep, morph, lemma = values
    token.pos = pos
    token.set_morph(morph)  # type: ignore[attr-defined]  # spaCy's stub leaves it out
    if lemma:
        token.lemma_ = lemma
    if tag != token.tag:
        token.tag = tag
    if dep != token.dep:
        token.dep = dep
