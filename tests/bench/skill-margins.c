/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skill-margins.h"

#include <math.h>
#include <stdlib.h>

#define FEWEST 1
#define FEWEST_BESIDE_POPULATION 20

enum { BOTH, BELOW, ABOVE, N_SIDES };

static guint
find_place (const GArray *sorted,
            double        score)
{
  guint i = 0;

  while (i < sorted->len && g_array_index (sorted, double, i) < score)
    i++;
  return i;
}

static void
add_outcome (GArray       *scores[N_SIDES],
             const BwBand *band)
{
  const double below = band->low - band->outcome, above = band->outcome - band->high;
  const double score[N_SIDES] = { MAX (below, above), below, above };

  for (int s = 0; s < N_SIDES; s++)
    g_array_insert_val (scores[s], find_place (scores[s], score[s]), score[s]);
}

static double
margin_of (const GArray *scores,
           double        alpha)
{
  return bw_conformal_quantile ((const double *) (const void *) scores->data, scores->len, alpha);
}

static int
compare_due (gconstpointer a,
             gconstpointer b,
             gpointer      data)
{
  const BwBand *bands = data;
  gint64 x = bands[*(const guint *) a].due_ms, y = bands[*(const guint *) b].due_ms;

  return (x > y) - (x < y);
}

/* Margins of a band from what a block knows. */
static void
make_margins (GArray *const  own[N_SIDES],
              SkillMargins   margins,
              int            block,
              guint          days,
              double        *below,
              double        *above)
{
  gboolean symmetric = margins == SKILL_MARGINS_OWN_WIDTH
                       || (margins == SKILL_MARGINS_STATIC && days < BW_CONFORMAL_TWO_SIDED_DAYS);

  if (margins == SKILL_MARGINS_STATIC
      && (days < BW_CONFORMAL_POPULATION_DAYS || own[BOTH]->len < FEWEST_BESIDE_POPULATION))
    bw_conformal_population (block, below, above);
  else if (own[BOTH]->len == 0)
    *below = *above = (double) NAN;
  else if (symmetric)
    *below = *above = margin_of (own[BOTH], BW_CONFORMAL_ALPHA);
  else
    {
      *below = margin_of (own[BELOW], BW_CONFORMAL_ALPHA / 2);
      *above = margin_of (own[ABOVE], BW_CONFORMAL_ALPHA / 2);
    }
}

void
skill_margins_run (BwBand       *bands,
                   guint         n,
                   SkillMargins  margins)
{
  g_autofree guint *order = g_new (guint, n + 1);
  GArray *scores[BW_CONFORMAL_BLOCKS][N_SIDES];
  guint known = 0;

  for (int b = 0; b < BW_CONFORMAL_BLOCKS; b++)
    for (int s = 0; s < N_SIDES; s++)
      scores[b][s] = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < n; i++)
    order[i] = i;
  qsort_r (order, n, sizeof *order, compare_due, bands);

  for (guint i = 0; i < n; i++)
    {
      BwBand *band = &bands[i];
      int block = bw_conformal_block (band->horizon);
      double below, above;

      for (; known < n && bands[order[known]].due_ms <= band->issued_ms; known++)
        add_outcome (scores[bw_conformal_block (bands[order[known]].horizon)], &bands[order[known]]);
      make_margins (scores[block], margins, block, band->days, &below, &above);
      /* Not MIN () and MAX (), which would lose that there is none. */
      band->band_low = band->low - below > band->median ? band->median : band->low - below;
      band->band_high = band->high + above < band->median ? band->median : band->high + above;
    }
  for (int b = 0; b < BW_CONFORMAL_BLOCKS; b++)
    for (int s = 0; s < N_SIDES; s++)
      g_array_unref (scores[b][s]);
}

gboolean
skill_band_holds (const BwBand *band)
{
  return band->outcome >= band->band_low && band->outcome <= band->band_high;
}

double
skill_band_score (const BwBand *band)
{
  double outside = MAX (0, band->band_low - band->outcome) + MAX (0, band->outcome - band->band_high);

  return band->band_high - band->band_low + 2 / BW_CONFORMAL_ALPHA * outside;
}
