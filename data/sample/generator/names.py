"""Invented names: a given name joined to a family word built from nature words."""

from __future__ import annotations

from random import Random

_GIVEN = {
    "L": (
        "Damar Sagara Bramasta Galih Panji Jaladri Wiratama Abimana Bayanaka Candrasa Dewangga Elang Gandewa Hanggara "
        "Indraka Jatiwara Kalingga Lodra Mahardi Nirwasita Pandega Rakata Samudra Tantra Wastu Yudana Arkana Bhirawa "
        "Cakradi Danastri Gumilang Hastungkara Kamandaka Lintang Manggala Naradja Praba Raksaka Satriya Tunggadi"
    ).split(),
    "P": (
        "Wiranti Laras Rukmi Kartika Kinasih Anindita Bulanita Cempaka Dahayu Embunita Gantari Hayuning Intansari "
        "Jingganita Kenanga Larasati Manohara Nawangsih Padmarini Rinjani Sekarningrum Tirtaning Udayani Wulandari "
        "Yasminara Arumita Byantari Candrawati Dyahningsih Kirana Lembayung Melati Niskala Puspawati Ratnaningtyas"
    ).split(),
}
_FIRST = (
    "Palu Sekar Tirta Kumu Wana Adi Lintang Tam Giri Arga Banyu Candra Dahana Embun Gaharu Jagat Kemuning Lazu "
    "Mega Nila Puspa Rimba Surya Taruna Wukir Samu Jala Kencana Bumi Langit"
).split()
_LAST = ("gguh langit buana dawati raja warna sari wijana laga praja kusumah dirgantara rasmi tandang").split()


class NameBook:
    """Draws names without ever giving one twice."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given_out: set[str] = set()

    def draw(self, sex: str) -> str:
        """Return an unused full name for sex "L" or "P"."""
        while True:
            first, last = self._rng.choice(_FIRST), self._rng.choice(_LAST)
            name = f"{self._rng.choice(_GIVEN[sex])} {first}{last}"
            if first.lower() != last and name not in self._given_out:
                self._given_out.add(name)
                return name
