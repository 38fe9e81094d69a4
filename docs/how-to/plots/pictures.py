"""The pictures of plots.md, each for a light and for a dark page: ``intervals_light``, ``intervals_dark`` and so on."""

import matplotlib.pyplot as plt

import docketstats as ds
from docketstats.adapters import plots

letter = ds.Source("Letter to Rep. Gonzales", publisher="ICE", published="2024-09-25")
docket = ds.Docket("ICE national docket", classifications=(ds.CustodyStatus,))
homicide = docket.population("homicide", "convicted of homicide")
non_detained = docket[ds.CustodyStatus.NON_DETAINED]
incarcerated = docket[ds.CustodyStatus.INCARCERATED]
known = ds.Evidence(
    docket.snapshot("2024-07-21", figures=[ds.reported(homicide & non_detained, "13,099", source=letter)])
)

jail = ds.Docket("jail", classifications=(ds.Classification("status", ("held", "bailed")),))
everyone, held, bailed = jail.everyone, jail["held"], jail["bailed"]
report, press, hearing = ds.Source("Annual report"), ds.Source("Press release"), ds.Source("Hearing")
counts = {"2020-12-31": 900, "2021-12-31": "more than 800", "2022-12-31": None, "2023-12-31": "between 700 and 780"}
flows = {"2021": 310, "2022": "at least 200"}
series = ds.Evidence(
    *(
        jail.snapshot(date, figures=[ds.reported(everyone, said, source=report)] if said else ())
        for date, said in counts.items()
    ),
    figures=[ds.reported(ds.entries(everyone, during=year), said, source=report) for year, said in flows.items()],
)
then, now = "2023-12-31", "2024-12-31"
stocks = ds.Evidence(
    *(
        jail.snapshot(
            date, figures=[ds.reported(held, first, source=report), ds.reported(bailed, second, source=report)]
        )
        for date, first, second in ((then, 60, 40), (now, 30, 90))
    )
)
kept = stocks.assuming(*ds.no_exits(everyone, [then, now]))
old = jail.population("over 50")
may_be_wrong = ds.Evidence(
    jail.snapshot(
        now,
        figures=[
            ds.reported(held, 70, source=report),
            ds.reported(everyone, "nearly 100", source=press, rounded_to=10),
            ds.reported(old, "more than 40", source=hearing),
        ],
    ),
    assumptions=[ds.Assumption(ds.count(old, at=now) <= 60, because="as in the years before")],
)


def _intervals(ax):
    asked = {
        "convicted of homicide, non-detained": homicide & non_detained,
        "of these, in prison or jail": homicide & incarcerated,
        "of these, not in prison or jail": homicide & (non_detained - incarcerated),
        "convicted of homicide, all": homicide,
    }
    plots.plot_intervals({name: known.bound(one) for name, one in asked.items()}, ax=ax)


def _history(ax):
    years = ("2021", "2022", "2023")
    plots.plot_history(
        series.history(everyone),
        entries=[series.bound(ds.entries(everyone, during=year)) for year in years],
        exits=[series.bound(ds.exits(everyone, during=year)) for year in years],
        ax=ax,
    )


def _transitions(ax):
    plots.plot_transitions(kept.transitions("status", since=then, until=now), ax=ax)


def _examples(ax):
    most = ds.share(incarcerated, among=homicide & non_detained) > ds.percent(50)
    plots.plot_examples(known.check(ds.Claim(most, text="Most of them are in prison.")), ax=ax)


def _proof(ax):
    plots.plot_proof(kept.bound(ds.count(held.became(bailed, then, now))), ax=ax)


def _sensitivity(ax):
    plots.plot_sensitivity(may_be_wrong.sensitivity(ds.count(held & old) >= 5), ax=ax)


def _in(style, draw, height, width=7):
    """A function that draws a picture on a page of a style, whose colour shows through."""

    def picture():
        with plt.style.context([style, {"figure.facecolor": "none", "axes.facecolor": "none"}]):
            _, ax = plt.subplots(figsize=(width, height), layout="constrained")
            draw(ax)

    return picture


intervals_light, intervals_dark = (_in(style, _intervals, 3.4) for style in ("default", "dark_background"))
history_light, history_dark = (_in(style, _history, 5.2) for style in ("default", "dark_background"))
transitions_light, transitions_dark = (_in(style, _transitions, 3.5, 5) for style in ("default", "dark_background"))
examples_light, examples_dark = (_in(style, _examples, 4) for style in ("default", "dark_background"))
proof_light, proof_dark = (_in(style, _proof, 6) for style in ("default", "dark_background"))
sensitivity_light, sensitivity_dark = (_in(style, _sensitivity, 5.6) for style in ("default", "dark_background"))
