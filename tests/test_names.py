"""Names of people are told from organisations, sites, wires and accounts."""

import pytest

from tasks.steps.names import is_name, people_in


def test_names_in_capitals_are_set_as_names():
    assert people_in("RINA KARTIKA, I GEDE S") == ["Rina Kartika", "I Gede S"]


@pytest.mark.parametrize(
    "name",
    [
        "Kompas Cyber Media",
        "PT VIVA MEDIA BARU",
        "www.facebook.com",
        "Admin",
        "Redaksi",
        "REDAKSI-MuI",
        "kabarcontoh.com",
        "Tim Liputan",
        "PR Wire",
        "Ant",
        "Contohtimes",
        "Sorot News Papua",
        "https://x.y",
    ],
)
def test_organisations_and_sites_are_no_people(name: str):
    assert people_in(name) == []


@pytest.mark.parametrize(
    "name",
    [
        "Masriadi",
        "M. Iqbal",
        "Nur'aini",
        "Al-Ghazali Musa",
        "I Gusti Ngurah Rai",
        "Muh. Taufik",
        "Fajar Nugroho",
        "Juli Hantoro",
        "Barita News Lumban",
    ],
)
def test_names_of_people_are_names(name: str):
    assert is_name(name)
