"""Transcripts of any number and length for measuring, of invented sentences, with about as many forecasts as in real talks.

In the talks that the weights were fitted on there are some ten phrases of time or odds, and two forecasts, in a thousand words.
"""

import datetime as dt
import random
from pathlib import Path

PLAIN = """
The team sat down in the old mill and went through every drawing twice before anybody spoke about money.
I like the way the harbour looks in the morning when the ferries come round the point one after another.
You have to understand that a kiln is a very simple machine with a very complicated temper.
We talk to customers, we listen to what they say, and then we try to build the thing they meant.
That is an interesting point, and it reminds me of something that my colleague Runa used to say about maps.
The software reads the meters, writes a small file, and sends it to the people who check the bills.
What surprised me was how little the drivers cared about the colour of the buses.
There is a difference between knowing how a bridge works and knowing who paints it.
So the short answer is yes, and the long answer needs a whiteboard and a pot of tea.
People ask me whether the lighthouse keeper was real, and I tell them to read the letters.
It depends on the weather, on the soil, and on whether somebody remembers to close the sluice.
Our engineers wrote the first version in a weekend and spent the rest of their time taking things out of it.
I grew up in a town with one baker, one bank and four choirs, so I know what competition means.
The report has a table with every station in it and a footnote that nobody reads.
Thank you for having me, it is a pleasure to be on the programme with both of you.
Margins are what is left when you have paid for everything, including the things you forgot.
She showed us the greenhouse, the pumps, and a drawer full of labels in her own hand.
If you take the lid off you see three wires and a spring, and that is really all there is to it.
""".strip().split("\n")
PAST = """
Revenue in the third quarter of {past} was {small} percent above the year before.
Back in {past} we had {small} people and a van, and the van broke down twice.
Over the last {few} years the price of copper went up and down like a lift.
In {past} the council voted against the tram, and I remember how quiet the room was.
""".strip().split("\n")
AHEAD = """
We expect revenue to grow by {small} to {large} percent by the end of {year}.
I think the second tunnel will open in {year}, and I would put that at {odds} percent.
By {year} more than {large} million homes will have a heat pump, that is my guess.
The new works will not start before {year}, whatever the brochure says.
In the next {few} years batteries will cost half of what they cost now.
Our guidance for next year is capital spending of {large} million dollars.
""".strip().split("\n")
SPEAKERS = ("Ada Vance", "Nora Quist", "Per Holm")


def transcript(number: int, words: int) -> str:
    """A labelled transcript of about the given number of words; the same number gives the same text."""
    chosen = random.Random(number)  # noqa: S311
    year = 2020 + number % 5

    def sentence() -> str:
        kind = chosen.random()
        pattern = chosen.choice(AHEAD if kind < 0.07 else PAST if kind < 0.17 else PLAIN)
        return pattern.format(
            past=year - chosen.randint(1, 9),
            year=year + chosen.randint(1, 20),
            small=chosen.randint(2, 19),
            large=chosen.randint(20, 90),
            few=chosen.choice(("two", "three", "five", "ten")),
            odds=chosen.randrange(10, 100, 5),
        )

    turns, spoken = [f"Talk number {number}"], 0
    while spoken < words:
        said = " ".join(sentence() for _ in range(chosen.randint(2, 7)))
        spoken += len(said.split())
        turns.append(f"{chosen.choice(SPEAKERS)}: {said}")
    return "\n\n".join(turns) + "\n"


def write(folder: Path, count: int, words: int) -> list[Path]:
    """Transcripts as files whose names give their day; returns their paths in order."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(count):
        day = dt.date(2020 + number % 5, 1, 1) + dt.timedelta(days=number % 300)
        paths.append(folder / f"{day.isoformat()}-talk-{number:05d}.txt")
        paths[-1].write_text(transcript(number, words), encoding="utf-8")
    return sorted(paths)
