"""Changed files of every import format through the real command: imported soundly, or refused with the ledger as it was."""

import io
import random
import zipfile
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import IllegalCharacterError

from tests.fuzzing.altered import altered_bytes, altered_json, altered_rows, rows_of, table_of
from tests.fuzzing.finding import Finding
from tests.fuzzing.throwaway import Throwaway, check_ended

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "exchange"
QUESTIONS = {
    "forecast_data.csv": "question_data.csv",
    "survey_fcasts.csv": "ifps.csv",
    "manifold-bets.json": "manifold-markets.json",
}
MAPS = ("Prediction=claim", "Weather=-", "Who=speaker,Deadline=due", "=", "a=b=c", "Made on=said_on,Made on=due")


@dataclass(frozen=True, slots=True)
class Sample:
    """A file to change, and the file of its questions if it has one."""

    name: str
    data: bytes
    questions: str | None = None


class Imports:
    """Imports of changed files into a throw-away ledger."""

    def __init__(self, ledger: Throwaway) -> None:
        self.ledger = ledger
        self.samples = [
            Sample(path.name, path.read_bytes(), QUESTIONS.get(path.name))
            for path in sorted(DATA.iterdir())
            if path.name not in QUESTIONS.values()
        ]
        self.samples.append(Sample("seeds.jsonl", b"".join((ROOT / "seeds" / "ledger.jsonl").read_bytes().splitlines(True)[:40])))
        for form, ending in (("jsonl", "jsonl"), ("csv", "csv"), ("fatebook", "csv"), ("claimreview", "jsonl")):
            self.samples.append(Sample(f"{form}.{ending}", self.ledger.call("export", "--format", form).out.encode()))
        assert all(each.data.strip() for each in self.samples)
        self.all = [each.data for each in self.samples]

    def one(self, chosen: random.Random) -> str:
        """Imports one changed file, now and then as a dry run or with a mapping."""
        sample = chosen.choice(self.samples)
        name, data = changed_sample(sample, chosen, self.all)
        more: list[str] = []
        if sample.questions is not None:
            asked = (DATA / sample.questions).read_bytes()
            if chosen.random() < 0.3:
                asked = changed_sample(Sample(sample.questions, asked), chosen, self.all)[1]
            if name == "forecast_data.csv" and chosen.random() < 0.3:
                name, data = "metaculus.zip", archive({name: data, sample.questions: asked})
            else:
                more = ["--questions", self._written(sample.questions, asked)]
        if chosen.random() < 0.1:
            more += ["--map", chosen.choice(MAPS)]
        if chosen.random() < 0.1:
            more += ["--dates", chosen.choice(("day-first", "month-first"))]
        if chosen.random() < 0.2:
            more.append("--dry-run")
        try:
            return self._imported(chosen, ["import", self._written(name, data), *more], data)
        finally:
            self.ledger.restore()

    def _written(self, name: str, data: bytes) -> str:
        path = self.ledger.folder / name
        path.write_bytes(data)
        return str(path)

    def _imported(self, chosen: random.Random, arguments: list[str], data: bytes) -> str:
        ran = self.ledger.call(*arguments)
        shown = " ".join(arguments).encode() + b"\n" + data
        check_ended(ran, shown)
        if (ran.code or "--dry-run" in arguments) and self.ledger.changed():
            raise Finding(shown, f"the ledger has changed, with exit code {ran.code}")
        if ran.code:
            return "imports refused"
        if "--dry-run" in arguments or not self.ledger.changed():
            return "imports that change nothing"
        if (verified := self.ledger.call("db", "verify")).code:
            raise Finding(shown, verified.out + verified.err)
        way = chosen.randrange(4)
        if way == 0:
            self._again(arguments, shown)
        elif way == 1:
            self._copied(shown)
        return "imports done"

    def _again(self, arguments: list[str], shown: bytes) -> None:
        """The same import again adds nothing."""
        before = self.ledger.call("export").out
        ran = self.ledger.call(*arguments)
        if ran.code or self.ledger.call("export").out != before:
            raise Finding(shown, f"the same import again is not the same: exit code {ran.code}\n{ran.err}")

    def _copied(self, shown: bytes) -> None:
        """What was imported is exported, and that is imported into an empty ledger, without loss."""
        first = self.ledger.call("export").out
        self.ledger.restore(self.ledger.empty)
        ran = self.ledger.call("import", "-", text=first)
        if ran.code or "could not be kept" in ran.err or self.ledger.call("export").out != first:
            raise Finding(shown, f"the export is not imported as it was: exit code {ran.code}\n{ran.err}")


def changed_sample(sample: Sample, chosen: random.Random, others: list[bytes]) -> tuple[str, bytes]:
    """A changed file: in its bytes, or mostly in the values that its format holds; tables also as workbook, or packed."""
    if chosen.random() < 0.25:
        return sample.name, altered_bytes(sample.data, chosen, others)
    text = sample.data.decode("utf-8")
    if not sample.name.endswith(".csv"):
        return sample.name, altered_json(text, chosen).encode("utf-8", "surrogatepass")
    rows = altered_rows(rows_of(text), chosen)
    if sample.name == "spreadsheet.csv" and chosen.random() < 0.5:
        return "spreadsheet.xlsx", workbook(rows)
    written = table_of(rows, chosen).encode(chosen.choice(("utf-8", "utf-8", "utf-16", "cp1252")), "replace")
    return sample.name, written


def workbook(rows: list[list[str]]) -> bytes:
    """A workbook of a table's cells; numbers and days as Excel stores them."""
    book = openpyxl.Workbook()
    for row in rows:
        try:
            book.worksheets[0].append(
                [float(cell) if cell.replace(".", "", 1).isdecimal() else cell.replace("\ud800", "") for cell in row]
            )
        except IllegalCharacterError:  # a control character
            continue
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    """A zip archive of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()
