"""Manifold: bets and markets from its API.

A bet says which side somebody took and at what price. Neither the stake nor the price is a probability that the bettor stated, and
the market's probability is that of all traders, so a bet becomes a claim without odds: its side, scored as right or wrong.
The fields are those of github.com/manifoldmarkets/manifold (docs/docs/api.md, common/src/bet.ts).
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from tracker.errors import LedgerError
from tracker.exchange.sites import SiteForecast, SiteQuestion, chance, claim_rows, day, instant, note_unkept, note_unused, objects
from tracker.ledger.transfer.import_report import Losses

Json = dict[str, Any]

SITE = "manifold"
PRICE = "a price comes from all traders and is not this one's probability"
STAKE = "a stake says which side, not how likely"
MONEY = "a ledger keeps no money"
CROWD = "the market's probability is that of all traders, not of one"
NO_NOTES = "a claim has no notes"
WHY = {
    **dict.fromkeys(("probBefore", "probAfter", "limitProb"), PRICE),
    **dict.fromkeys(("amount", "shares", "orderAmount", "fills", "sharesByOutcome"), STAKE),
    **dict.fromkeys(("fees", "loanAmount", "pool", "volume", "volume24Hours", "totalLiquidity"), MONEY),
    **dict.fromkeys(("probability", "p", "prob"), CROWD),
    **dict.fromkeys(("description", "textDescription"), NO_NOTES),
}
BET_KEPT = frozenset({"id", "contractId", "answerId", "createdTime", "outcome", "userId", "userName", "userUsername"})
MARKET_KEPT = frozenset(
    {
        *("id", "question", "url", "outcomeType", "closeTime", "answers", "groupSlugs", "bets"),
        *("isResolved", "resolution", "resolutionTime", "resolutionProbability"),
    }
)
ANSWER_KEPT = frozenset({"id", "contractId", "text", "resolution", "resolutionTime", "resolutionProbability"})
SIDES = {"YES": 1.0, "NO": 0.0}
ASKED = ("BINARY", "MULTIPLE_CHOICE")


def is_manifold_bets(found: object) -> bool:
    """Whether parsed JSON is a list of bets."""
    bets = objects(found)
    return bets is not None and all("contractId" in each and "outcome" in each and "probAfter" in each for _path, each in bets)


def is_manifold_markets(found: object) -> bool:
    """Whether parsed JSON is a market or a list of markets."""
    markets = objects(found)
    return markets is not None and all("outcomeType" in each and isinstance(each.get("question"), str) for _path, each in markets)


def claims_of_manifold(bets: object, markets: object, name: str, losses: Losses, now: dt.datetime) -> Iterator[tuple[str, Json]]:
    """The bets in parsed JSON as rows for an import, without odds; `markets` are those bet on, `name` the name of their file.

    Raises LedgerError, which names the path.
    """
    listed = {}
    for path, market in objects(markets) or []:
        where = f"{path} of {name}" if path else name
        note_unkept(market, where, MARKET_KEPT, WHY, losses)
        for answer in market.get("answers") or ():
            note_unkept(answer, where, ANSWER_KEPT, WHY, losses, under="answers.")
        listed[str(market.get("id"))] = (where, market)
    return claim_rows(_taken(bets, listed, losses), SITE, now)


def _taken(bets: object, markets: Mapping[str, tuple[str, Json]], losses: Losses) -> Iterator[SiteForecast]:
    asked: dict[tuple[str, str, str], SiteQuestion | None] = {}
    for path, bet in objects(bets) or []:
        why = _no_forecast(bet)
        if why is None and str(bet["contractId"]) not in markets:
            why = f"market {bet['contractId']} is not among the markets"
        if why is not None:
            losses.note("bet", path, why)
            continue
        where, market = markets[str(bet["contractId"])]
        key = (str(bet["contractId"]), str(bet.get("answerId") or ""), str(bet["outcome"]))
        if key not in asked:
            asked[key] = _side(market, key[1], key[2], where, losses)
        about = asked[key]
        if about is None:
            losses.note("bet", path, f"a bet on {key[2]!r} of a {market['outcomeType']} market is neither true nor false")
            continue
        note_unkept(bet, path, BET_KEPT, WHY, losses)
        who = bet.get("userName") or bet.get("userUsername")
        yield SiteForecast(
            where=path,
            key=(bet.get("id"),),
            series=key[:2],
            asked=about,
            who=str(who) if who else f"Manifold user {bet.get('userId')}" if bet.get("userId") else None,
            at=instant(bet.get("createdTime"), f"{path}.createdTime"),
            share=None,
        )
    note_unused({name: where for name, (where, _market) in markets.items()}, {name for name, _answer, _side in asked}, losses)


def _no_forecast(bet: Json) -> str | None:
    """Why a bet is not a forecast; None if it is one."""
    amount = bet.get("amount")
    if bet.get("isAnte"):
        return "the opening of a market is not a bet"
    if bet.get("isRedemption"):
        return "the site's own redemption of YES against NO is not a bet"
    if isinstance(amount, int | float) and amount < 0:
        return "a sale says only that the price was good"
    if amount == 0:
        return "an unfilled order is not a bet"
    return None


def _side(market: Json, answer_id: str, outcome: str, where: str, losses: Losses) -> SiteQuestion | None:
    """The statement behind a bet on one side of a market or of one of its answers; None if there is none."""
    if market["outcomeType"] not in ASKED or outcome not in SIDES:
        return None
    text, source = str(market["question"]), market
    if market["outcomeType"] == "MULTIPLE_CHOICE":
        answer = next((each for each in market.get("answers") or () if str(each.get("id")) == answer_id), None)
        if answer is None:
            return None
        text, source = f"{text} {answer.get('text')}", answer
    share = _share(market, source, answer_id, where, losses)
    known = source.get("resolutionTime") or market.get("resolutionTime")
    closes = market.get("closeTime")
    return SiteQuestion(
        text=f"{text} {outcome.title()}",
        due=day(instant(closes, f"{where}: closeTime")) if closes else None,
        tags=tuple(str(each) for each in market.get("groupSlugs") or ()),
        answer=None if share is None or not known else _answer(share, outcome, known, market, where),
    )


def _share(market: Json, source: Json, answer_id: str, where: str, losses: Losses) -> float | str | None:
    """The share of YES that came true, "void", or None while it is open."""
    resolution = source.get("resolution") or market.get("resolution")
    if not resolution:
        return None
    if resolution == "CANCEL":
        return "void"
    if resolution in SIDES:
        return SIDES[resolution]
    if resolution == "MKT" and source.get("resolutionProbability") is not None:
        return chance(source["resolutionProbability"], f"{where}: resolutionProbability")
    if source is not market and resolution != "MKT":
        return 1.0 if str(resolution) == answer_id else 0.0
    losses.note("resolution", where, f"{resolution!r} is neither YES, NO nor a share")
    return None


def _answer(share: float | str, outcome: str, known: object, market: Json, where: str) -> Json:
    found: Json = {"known_on": day(instant(known, f"{where}: resolutionTime"))}
    if market.get("url"):
        found["evidence"] = [str(market["url"])]
    if isinstance(share, str):
        return found | {"outcome": share}
    credit = share if outcome == "YES" else 1 - share
    if credit in (0.0, 1.0):
        return found | {"outcome": "true" if credit else "false"}
    return found | {"outcome": "partial", "credit": credit}


def bets_in(markets: object) -> list[Json]:
    """The bets inside markets, as the API gave them until 2022. Raises LedgerError if there are none."""
    found = [bet for _path, market in objects(markets) or [] for bet in market.get("bets") or ()]
    if not found:
        raise LedgerError("these are Manifold markets without bets; import the bets: BETS.json --questions MARKETS.json")
    return found
