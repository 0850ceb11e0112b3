"""A password in an address is never shown: in its account, in its query, in a mistyped one, in what a driver says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.boundary.address import without_password, without_passwords, without_secrets_of

SECRET = "s3cretW0rd"  # noqa: S105


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ana:{}@host:5432/db", "postgresql://ana:***@host:5432/db"),
        ("postgresql+psycopg://ana:{}@host/db?sslmode=require", "postgresql+psycopg://ana:***@host/db?sslmode=require"),
        ("postgresql://host/db?user=ana&password={}&sslmode=require", "postgresql://host/db?user=ana&password=***&sslmode=require"),
        ("postgresql://host/db?sslpassword={}", "postgresql://host/db?sslpassword=***"),
        ("postgresql://host/db?PASSWORD={}", "postgresql://host/db?PASSWORD=***"),
        ("postgresql://ana:{}@x@host/db", "postgresql://ana:***@host/db"),
        ("postgresql://ana:a/b?{}@host/db", "postgresql://ana:***@host/db"),
        ("postgresql://ana:{}%40@host/db", "postgresql://ana:***@host/db"),
        ("postgresql//ana:{}@host/db", "postgresql//ana:***@host/db"),
        ("postgresql:/ana:{}@host/db", "postgresql:/ana:***@host/db"),
        ("ana:{}@host/db", "ana:***@host/db"),
        ("postgres:ana:{}@host/db", "postgres:***@host/db"),
        ("mysql://root:{}@host/db", "mysql://root:***@host/db"),
        ("postgresql://ana:{}", "postgresql://ana:***"),
        ("postgresql://ana:{}/db", "postgresql://ana:***/db"),
        ("host=h user=ana password={} dbname=d", "host=h user=ana password=*** dbname=d"),
        ("host=h password='{} x' dbname=d", "host=h password=*** dbname=d"),
        ("postgresql://:{}@host/db", "postgresql://:***@host/db"),
    ],
)
def test_a_password_becomes_stars(url: str, shown: str) -> None:
    """The whole password is hidden, wherever it is, and nothing else."""
    assert without_password(url.format(SECRET)) == shown
    assert SECRET not in without_passwords(f"cannot open {url.format(SECRET)}: no") or "//" not in url


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////home/ana/ledger.sqlite3",
        "sqlite:////home/ana@work:1/ledger.sqlite3",
        "sqlite:///C:/Users/ana/ledger.sqlite3",
        "sqlite://",
        "postgresql://host/db",
        "postgresql://ana@host:5432/db",
        "postgresql://host:5432",
        "postgresql:///db?host=/var/run/postgresql",
        "postgresql://[::1]/db",
    ],
)
def test_an_address_without_a_password_stays(url: str) -> None:
    """An address without a password is unchanged."""
    assert without_password(url) == url


@pytest.mark.parametrize("url", ["postgresql://ana:{}@host/db", "postgresql://host/db?password={}", "postgresql://a:{}@h/d?x=1"])
def test_a_driver_that_repeats_the_password_is_not_repeated(url: str) -> None:
    """It is hidden as written in the address and as decoded."""
    said = without_secrets_of(url.format("a%2Fb%40c"), 'FATAL: "a/b@c" and "a%2Fb%40c" are wrong')
    assert said == 'FATAL: "***" and "***" are wrong'


@given(
    st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"], exclude_characters="\"'<>&;"), min_size=4, max_size=12),
    st.sampled_from(["postgresql://ana:{}@host/db", "postgresql//ana:{}@host", "ana:{}@host/db", "x+y://a:{}@h:1/d?q=1"]),
)
def test_no_password_of_any_letters_is_shown(secret: str, url: str) -> None:
    """The stars replace all of it, whatever signs it contains."""
    secret = f"Zq{secret}qZ"
    assert secret not in without_password(url.format(secret))
    assert "Zq" not in without_password(url.format(secret))
