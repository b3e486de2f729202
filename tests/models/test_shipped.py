"""What both shipped encoders must know."""

import pytest

from models.encoder_files import SHIPPED
from models.load import load_encoder

MEANT = [
    ("qualité de l'air dans les écoles", "luchtkwaliteit in scholen", "luchthavens en vluchten"),
    ("péage urbain", "rekeningrijden", "boete voor zwartrijden"),
    ("titres-services", "service vouchers", "title deeds"),
    (
        "logement social pour les familles",
        "sociale woningen voor gezinnen",
        "sociale zekerheid van werknemers",
    ),
]


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize(("text", "translation", "other"), MEANT)
def test_a_translation_is_nearer_than_what_only_looks_like_it(
    name: str, text: str, translation: str, other: str
) -> None:
    encoder = load_encoder(name)
    asked, right, wrong = (encoder.encode_query(one) for one in (text, translation, other))
    assert asked @ right > asked @ wrong


def test_the_contextual_encoder_hears_who_does_what() -> None:
    encoder = load_encoder("contextual")
    asked, same, turned = encoder.encode_passages(
        ["The dog bites the man.", "De hond bijt de man.", "De man bijt de hond."]
    )
    assert asked @ same > asked @ turned
