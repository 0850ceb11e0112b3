"""How far analysts agree, and what they dispute."""

from starlette.responses import Response

from tracker.cli.decide.agreement_command import KINDS, disputed, judged
from tracker.ledger import ClaimFilter, list_claims, reader_decisions
from tracker.reports.written import number
from tracker.web.visits import Visit

SHOWN = 200


def show(visit: Visit) -> Response:
    """The share of agreeing pairs and Krippendorff's alpha by kind of decision, and the disputed claims."""
    from tracker.scoring.reader_agreement import agreement

    form = visit.query
    wanted = ClaimFilter(source=form.maybe("source"), speaker=form.maybe("speaker"), tag=form.maybe("tag"))
    with visit.site.ledger.reading() as session:
        found = judged(reader_decisions(session, wanted))
        conflicts = disputed(found, KINDS)
        ids = tuple(dict.fromkeys(claim_id for _kind, claim_id, _said in conflicts[:SHOWN]))
        claims = {each.id: each.forecast.claim for each in list_claims(session, ClaimFilter(ids=ids))}
    figures = [(kind, agreement(found[kind].values())) for kind in KINDS]
    return visit.page(
        "agreement.html",
        figures=[(kind, each.units, each.judgements, number(each.share), number(each.alpha)) for kind, each in figures],
        disputes=[
            (kind, claim_id, ", ".join(f"{by}: {value}" for by, value in sorted(said.items())), claims.get(claim_id, claim_id))
            for kind, claim_id, said in conflicts[:SHOWN]
        ],
        total=len(conflicts),
        asked={name: form.text(name) for name in ("source", "speaker", "tag")},
    )
