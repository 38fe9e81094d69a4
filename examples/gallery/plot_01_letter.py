"""
What a letter does not say
==========================

In September 2024 an agency wrote that 13,099 persons convicted of homicide were on its
*non-detained* docket. The word is taken here to mean not in the agency's own detention,
so that persons in the prisons and jails of others are among them. That is how the
library's classification defines it; a document may define it otherwise. How many of the
13,099 are in a prison or jail?
"""

# sphinx_gallery_thumbnail_number = 2
import docketstats as ds
from docketstats.adapters import plots

letter = ds.Source("Letter to Rep. Gonzales", publisher="ICE", published="2024-09-25")
docket = ds.Docket("ICE national docket", classifications=(ds.CustodyStatus,))
homicide = docket.population("homicide", "convicted of homicide")
non_detained = docket[ds.CustodyStatus.NON_DETAINED]
# By another agency: federal, state or local.
incarcerated = docket[ds.CustodyStatus.INCARCERATED]

said = ds.reported(homicide & non_detained, "13,099", source=letter)
evidence = ds.Evidence(docket.snapshot("2024-07-21", figures=[said]))

# %%
# The letter gives one number. Of its two parts it says only that they add up to it.

groups = {
    "convicted of homicide, non-detained": homicide & non_detained,
    "of these, in prison or jail": homicide & incarcerated,
    "of these, not in prison or jail": homicide & (non_detained - incarcerated),
}
answers = {name: evidence.bound(group) for name, group in groups.items()}
plots.plot_intervals(answers).figure

# %%
# Now a claim. Words such as "free" or "at large" may mean several things, and what is
# checked is one reading of them: in no prison or jail. Another reading is another
# claim. This one is undetermined, and here is why: both of these populations fit the
# letter to the last person.

free = ds.share(non_detained - incarcerated, among=homicide & non_detained)
claim = ds.Claim(free > ds.percent(50), text="Most are in no prison or jail.")
verdict = evidence.check(claim)
plots.plot_examples(verdict).figure

# %%
# The verdict as a table. "True if there were 13,099 in homicide and non_detained" is an
# example and no finding: it means 13,099 persons who are in these two sets and in no
# other that is named, so not in prison or jail. If the register were so, the claim
# would be true; the next line gives one that fits the letter as well and makes it
# false. Neither says how things are.

verdict

# %%
# **What may be said:** 13,099 persons convicted of homicide were on the non-detained
# docket on 21 July 2024; how many of them were in prison or jail, and so how many were
# not, may not be said from the letter, neither "most" nor "few".
