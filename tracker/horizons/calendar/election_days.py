"""Election days: the days of past elections; for coming ones the day, or the latest day, that the law allows."""

import datetime as dt

from tracker.horizons.calendar.day_arithmetic import nth_weekday

Days = list[dt.date]


def _days(*texts: str) -> Days:
    return [dt.date.fromisoformat(text) for text in texts]


def us_general(year: int) -> dt.date:
    """The Tuesday after the first Monday in November (2 U.S.C. 7, 3 U.S.C. 1)."""
    return nth_weekday(year, 11, 0, 1) + dt.timedelta(days=1)


HELD: dict[str, Days] = {
    "uk": _days("2010-05-06", "2015-05-07", "2017-06-08", "2019-12-12", "2024-07-04"),
    "germany": _days("2013-09-22", "2017-09-24", "2021-09-26", "2025-02-23"),
    "france": _days("2012-05-06", "2017-05-07", "2022-04-24"),
    "india": _days("2014-05-12", "2019-05-19", "2024-06-01"),
    "canada": _days("2015-10-19", "2019-10-21", "2021-09-20", "2025-04-28"),
    "australia": _days("2013-09-07", "2016-07-02", "2019-05-18", "2022-05-21", "2025-05-03"),
    "eu": _days("2014-05-25", "2019-05-26", "2024-06-09"),
    "mexico": _days("2012-07-01", "2018-07-01", "2024-06-02"),
    "brazil": _days("2014-10-05", "2018-10-07", "2022-10-02"),
}
"""National elections that have been held (the last day of voting; the run-off in France)."""

LATEST: dict[str, tuple[dt.date, int]] = {
    # Dissolution and Calling of Parliament Act 2022: Parliament of 9 July 2024 ends after five years, poll 25 working days later.
    "uk": (dt.date(2029, 8, 15), 5),
    # Basic Law, article 39: at most 48 months after the Bundestag's first sitting of 25 March 2025.
    "germany": (dt.date(2029, 3, 25), 4),
    # Constitution, article 7: first round 20 to 35 days before the term ends on 13 May, run-off a fortnight later.
    "france": (dt.date(2027, 5, 2), 5),
    # Constitution, article 83(2): five years from the first sitting of 24 June 2024.
    "india": (dt.date(2029, 6, 23), 5),
    # Canada Elections Act, section 56.1: third Monday of October in the fourth calendar year after the last election.
    "canada": (dt.date(2029, 10, 15), 4),
    # Constitution, section 28, and Electoral Act: 68 days after the House of 22 July 2025 expires, the Saturday on or before.
    "australia": (dt.date(2028, 9, 23), 3),
    # Electoral Act of 1976, article 11: every five years in the week of the second Sunday of June.
    "eu": (dt.date(2029, 6, 10), 5),
    "mexico": (dt.date(2030, 6, 2), 6),
    # Constitution, article 77: the first Sunday of October, every four years.
    "brazil": (dt.date(2026, 10, 4), 4),
}
"""The latest legal day of the next election, and the term in years."""


def elections(country: str, year: int) -> Days:
    """The days on which a country votes in or near a year, by its law; [] for an unknown country."""
    if country == "us":
        return [us_general(year)] if year % 2 == 0 else []
    if country not in HELD:
        return []
    last, term = LATEST[country]
    coming = []
    day = last
    while day.year <= min(year, 2400):
        coming.append(day)
        day = day.replace(year=day.year + term, day=min(day.day, 28))
    return [day for day in [*HELD[country], *coming] if day.year == year]


REGIONAL: dict[str, tuple[int, int, int, int, int]] = {
    "victoria": (11, 5, -1, 2006, 4),  # Constitution Act 1975 (Vic): the last Saturday of November
    "new south wales": (3, 5, 4, 1999, 4),  # Constitution Act 1902 (NSW): the fourth Saturday of March
    "queensland": (10, 5, -1, 2020, 4),  # Constitution of Queensland 2001: the last Saturday of October
    "south australia": (3, 5, 3, 2006, 4),  # Constitution Act 1934 (SA): the third Saturday of March
    "western australia": (3, 5, 2, 2013, 4),  # Electoral Act 1907 (WA): the second Saturday of March
    "scotland": (5, 3, 1, 2021, 5),  # Scotland Act 1998, section 2: the first Thursday of May
    "wales": (5, 3, 1, 2026, 4),  # Senedd Cymru (Members and Elections) Act 2024: every four years from 2026
}
"""Elections of states and nations with a fixed day: month, weekday, its place in the month, a year they are held in, the term."""


def regional_elections(region: str, year: int) -> Days:
    """The day on which a state votes in a year, by its law; [] where it does not."""
    month, weekday, nth, first, term = REGIONAL[region]
    held = year >= first and (year - first) % term == 0
    return [nth_weekday(year, month, weekday, nth)] if held else []


def uk_local(year: int) -> dt.date:
    """The day of British local elections: the first Thursday of May (Representation of the People Act 1983, s. 37)."""
    return nth_weekday(year, 5, 3, 1)


def next_election(country: str, said_on: dt.date, *, kind: str = "") -> dt.date | None:
    """The first election on or after a day; `kind` "presidential" or "midterm" for the American ones."""
    for year in range(max(1, said_on.year), min(9999, said_on.year + 12)):
        for day in elections(country, year):
            wanted = country != "us" or not kind or (year % 4 == 0) == (kind == "presidential")
            if day >= said_on and wanted:
                return day
    return None
