/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-votes.h"

void
bw_votes_add (BwVotes     *votes,
              const float *logits,
              guint        n)
{
  for (guint i = 0; i < n; i++)
    {
      votes->fasting += !(logits[i] > 0);
      votes->glucose += !(logits[n + i] > 0);
    }
}

gboolean
bw_votes_say_glucose (const BwVotes *votes)
{
  return votes->glucose >= votes->fasting;
}

double
bw_votes_get_probability (const BwVotes *votes)
{
  guint n = votes->fasting + votes->glucose;

  return n > 0 ? (double) votes->glucose / n : 0.5;
}
