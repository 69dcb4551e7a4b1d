"""Names of people who do not exist: first names, and surnames put together from syllables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST = _words(
    "Ada Alma Amara Amir Ana Anders Anika Anton Aria Astrid Aziz Basil Bea Ben Bianca Bo Bram "
    "Callum Camila Carla Cleo Cora Dalia Damian Dana Dario Delia Dena Dominic Edie Eli Elif Elena "
    "Emil Enzo Erin Esme Ezra Fatima Felix Fern Finn Flora Freya Gabriel Gia Gideon Greta Hana "
    "Hassan Hazel Heidi Hugo Ida Ilya Imani Ines Ira Isla Ivan Ivy Jaime Jana Jasper Joan Jonah "
    "Jordan Josefa Juno Kai Kamal Karin Keiko Kofi Lana Lars Leah Leila Leo Lina Louis Lucia Luz "
    "Maeve Magda Malik Mara Marcus Maren Mateo Maya Mei Mila Milo Mina Miriam Nadia Naomi Nell "
    "Nia Nico Nina Noor Nora Olga Omar Opal Oren Oscar Otis Paloma Paul Petra Phoebe Pilar Priya "
    "Quentin Rafael Rania Remy Rhea Rita Robin Rosa Rowan Ruth Sadie Salma Samir Sana Selma Silas "
    "Simone Sofia Soren Stella Sven Tala Talia Tamar Tariq Tess Theo Thea Tilda Tobias Uma Una "
    "Vera Vikram Viola Wanda Wes Willa Xenia Yael Yara Yasmin Yusuf Zara Zelda Zoe"
)
BEGIN = _words(
    "Ab Al An Ard As Bar Bel Ber Bir Bran Brook Bur Cal Car Chad Clay Col Cor Dal Dan Dar Del Den "
    "Dor El Em Er Fair Far Fen Ferr Gar Gil Glen Gold Gran Hal Ham Har Hart Haw Hol Hors Ing Jans "
    "Kel Kir Lan Lar Led Lin Lor Mal Mar Mer Mil Mon Nor Oak Ol Or Pas Pel Per Quin Rad Ram Ros "
    "Sal San Sel Shel Sil Sor Stan Tal Tan Tor Ul Val Ver Vil Wal War Wen Wil Yar Zel"
)
END = _words(
    "aldi ano berg bury by combe dale den dottir ell ero es ez field ford gard grove ham hurst "
    "idge ier ington inski ishi iz land ley lin low man mann mark more mont nes ney off ova owski "
    "quist rell ridge rini sen son stad stone ström sworth tano ton tree uki vale vasa well wick "
    "wood worth yan zadeh"
)


def names(count: int, rng: np.random.Generator) -> list[str]:
    """So many names; a few people have two surnames, and some share theirs."""
    first = rng.integers(0, len(FIRST), count)
    begin, end = rng.integers(0, len(BEGIN), count), rng.integers(0, len(END), count)
    double = rng.random(count) < 0.06
    other = rng.integers(0, len(BEGIN) * len(END), count)
    return [
        f"{FIRST[first[i]]} {BEGIN[begin[i]]}{END[end[i]]}"
        + (f"-{BEGIN[other[i] % len(BEGIN)]}{END[other[i] // len(BEGIN)]}" if double[i] else "")
        for i in range(count)
    ]


def mistyped(name: str, rng: np.random.Generator) -> str:
    """A name with one slip: a letter left out, doubled, swapped with the next, or wrong."""
    letters = name.lower()
    at = int(rng.integers(1, len(letters) - 1))
    match int(rng.integers(0, 4)):
        case 0:
            return letters[:at] + letters[at + 1 :]
        case 1:
            return letters[:at] + letters[at] + letters[at:]
        case 2:
            return letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
        case _:
            return letters[:at] + "aeioust"[int(rng.integers(0, 7))] + letters[at + 1 :]
