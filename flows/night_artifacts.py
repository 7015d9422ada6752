"""What a night leaves where a Prefect user looks: tables of outlets, failures and drift, and the morning in short."""

from pathlib import Path

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.pipeline import Summary
from tasks.morning import Morning
from tasks.night import Fetched


def tell_outlets(run_id: str, fetched: list[Fetched]) -> None:
    """Show what each outlet gave, where a Prefect user looks."""
    rows = [
        {
            **{
                "outlet": one.name,
                "listed": one.listed,
                "new": one.new,
                "again": one.again,
                "pages": one.pages,
                "not changed": one.unchanged,
            },
            **{
                "failed": one.failed.total(),
                "left": one.left,
                "requests": one.requests,
                "seconds": round(one.seconds),
                "problem": one.problem or "",
            },
        }
        for one in sorted(fetched, key=lambda one: (one.problem is None, one.name))
    ]
    create_table_artifact(rows, key="nightly-outlets", description=f"What each outlet gave in {run_id}")
    reasons: dict[str, int] = {}
    for one in fetched:
        for reason, count in one.failed.items():
            reasons[reason] = reasons.get(reason, 0) + count
    rejects = [{"reason": reason, "addresses": count} for reason, count in sorted(reasons.items(), key=lambda item: -item[1])]
    create_table_artifact(rejects, key="nightly-failures", description=f"Why addresses gave no page in {run_id}")


def tell_morning(summary: Summary, morning: Morning, path: Path) -> None:
    """Show the drift, and the morning in short with where its report is, where a Prefect user looks."""
    drift = [{"outlet": alarm.outlet, "what": alarm.what, "seen": alarm.text} for alarm in morning.alarms]
    create_table_artifact(drift, key="nightly-drift", description=f"Outlets far from their own past on {morning.day}")
    stories = [
        f"- {row['title']} ({row['outlet']}): {row['articles']} articles in {row['outlets']} outlets"
        for row in morning.stories[:5]
    ]
    came, first, copies = morning.articles, morning.today["originals"], morning.today["copies"]
    lines = [
        f"# {morning.day:%A %d %B %Y}",
        f"{came:,} articles came in, {first:,} originals and {copies:,} copies; {morning.changed:,} changed.",
        f"{len(morning.alarms)} things to look at, {len(summary.problems)} problems. The report: `{path}`",
        *(["Most copied:", "\n".join(stories)] if stories else []),
    ]
    create_markdown_artifact("\n\n".join(lines), key="nightly-morning", description=f"The morning after {summary.run_id}")
