/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-conformal.h"

#include <math.h>
#include <stdlib.h>

#define GAMMA 0.01
#define MIN_OUTCOMES 20

/* A block keeps its newest scores: more settle nothing, and the world moves on. */
#define MAX_OUTCOMES 2000

/* How far α may wander: beyond, a handful of scores would decide. */
#define MIN_ALPHA_SHARE 0.1
#define MAX_ALPHA_SHARE 3.0

typedef struct
{
  GArray *scores;  /* (element-type double): ascending */
  GArray *recent;  /* the same in the order they came, a ring once it is full */
  guint oldest;
  double alpha;
  double target;   /* what α is to come out at */
} Side;

typedef struct
{
  Side both, below, above;
} Block;

struct _BwConformal
{
  Block blocks[BW_CONFORMAL_BLOCKS];
};

/* { below, above } in z: quantiles 0.1 and 0.9 of outcome − average over the first 30 days of 300
 * simulated people, as tests/bench/population-margins prints them. */
static const double population[BW_CONFORMAL_BLOCKS][2] = {
  { 1.38, 1.34 },
  { 1.41, 1.36 },
  { 1.43, 1.38 },
};

int
bw_conformal_block (int horizon)
{
  return horizon <= 6 ? 0 : horizon <= 12 ? 1 : 2;
}

void
bw_conformal_population (int     block,
                         double *below,
                         double *above)
{
  *below = population[block][0];
  *above = population[block][1];
}

static void
side_init (Side   *side,
           double  alpha)
{
  side->scores = g_array_new (FALSE, FALSE, sizeof (double));
  side->recent = g_array_new (FALSE, FALSE, sizeof (double));
  side->oldest = 0;
  side->alpha = side->target = alpha;
}

static void
side_clear (Side *side)
{
  g_array_unref (side->scores);
  g_array_unref (side->recent);
}

BwConformal *
bw_conformal_new (void)
{
  BwConformal *self = g_new0 (BwConformal, 1);

  for (int b = 0; b < BW_CONFORMAL_BLOCKS; b++)
    {
      side_init (&self->blocks[b].both, BW_CONFORMAL_ALPHA);
      side_init (&self->blocks[b].below, BW_CONFORMAL_ALPHA / 2);
      side_init (&self->blocks[b].above, BW_CONFORMAL_ALPHA / 2);
    }
  return self;
}

void
bw_conformal_free (BwConformal *self)
{
  if (self == NULL)
    return;
  for (int b = 0; b < BW_CONFORMAL_BLOCKS; b++)
    {
      side_clear (&self->blocks[b].both);
      side_clear (&self->blocks[b].below);
      side_clear (&self->blocks[b].above);
    }
  g_free (self);
}

double
bw_conformal_quantile (const double *sorted,
                       guint         n,
                       double        alpha)
{
  double rank = ceil ((n + 1) * (1 - alpha) - 1e-9);

  g_return_val_if_fail (n > 0, 0);

  return sorted[(guint) CLAMP (rank, 1, n) - 1];
}

static double
side_margin (const Side *side)
{
  return bw_conformal_quantile ((const double *) (void *) side->scores->data, side->scores->len,
                                side->alpha);
}

/* The first place whose score is not below @score. */
static guint
side_find (const Side *side,
           double      score)
{
  guint low = 0, high = side->scores->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (side->scores, double, middle) < score)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
side_add (Side   *side,
          double  score)
{
  if (side->recent->len < MAX_OUTCOMES)
    g_array_append_val (side->recent, score);
  else
    {
      double *oldest = &g_array_index (side->recent, double, side->oldest);

      g_array_remove_index (side->scores, side_find (side, *oldest));
      *oldest = score;
      side->oldest = (side->oldest + 1) % MAX_OUTCOMES;
    }
  g_array_insert_val (side->scores, side_find (side, score), score);
}

/* α after a band that @side made. */
static void
side_follow (Side     *side,
             gboolean  missed)
{
  side->alpha += GAMMA * (side->target - (missed ? 1 : 0));
  side->alpha = CLAMP (side->alpha, MIN_ALPHA_SHARE * side->target,
                       MAX_ALPHA_SHARE * side->target);
}

guint
bw_conformal_count (const BwConformal *self,
                    int                block)
{
  return self->blocks[block].both.scores->len;
}

static BwConformalRule
choose_rule (const Block *block,
             guint        days)
{
  if (days < BW_CONFORMAL_POPULATION_DAYS || block->both.scores->len < MIN_OUTCOMES)
    return BW_CONFORMAL_OF_POPULATION;
  return days < BW_CONFORMAL_TWO_SIDED_DAYS ? BW_CONFORMAL_SYMMETRIC : BW_CONFORMAL_TWO_SIDED;
}

void
bw_conformal_margins (const BwConformal *self,
                      int                block,
                      guint              days,
                      gboolean           has_quantiles,
                      double            *below,
                      double            *above)
{
  const Block *b = &self->blocks[block];

  switch (choose_rule (b, days))
    {
    case BW_CONFORMAL_OF_POPULATION:
      if (has_quantiles)
        *below = *above = 0;
      else
        bw_conformal_population (block, below, above);
      break;
    case BW_CONFORMAL_SYMMETRIC:
      *below = *above = side_margin (&b->both);
      break;
    case BW_CONFORMAL_TWO_SIDED:
    default:
      *below = side_margin (&b->below);
      *above = side_margin (&b->above);
      break;
    }
}

static void
observe (BwConformal  *self,
         const BwBand *band)
{
  Block *block = &self->blocks[bw_conformal_block (band->horizon)];
  double below = band->low - band->outcome, above = band->outcome - band->high;
  gboolean under = band->outcome < band->band_low, over = band->outcome > band->band_high;

  side_add (&block->both, MAX (below, above));
  side_add (&block->below, below);
  side_add (&block->above, above);

  /* A miss tells of the rule that made the band, and of no other. */
  if (band->rule == BW_CONFORMAL_SYMMETRIC)
    side_follow (&block->both, under || over);
  else if (band->rule == BW_CONFORMAL_TWO_SIDED)
    {
      side_follow (&block->below, under);
      side_follow (&block->above, over);
    }
}

static int
compare_due (gconstpointer a,
             gconstpointer b,
             gpointer      data)
{
  const BwBand *bands = data;
  guint i = *(const guint *) a, j = *(const guint *) b;

  if (bands[i].due_ms != bands[j].due_ms)
    return bands[i].due_ms < bands[j].due_ms ? -1 : 1;
  return i < j ? -1 : i > j;
}

void
bw_conformal_run (BwConformal *self,
                  BwBand      *bands,
                  guint        n)
{
  g_autofree guint *order = g_new (guint, n + 1);
  guint known = 0;

  for (guint i = 0; i < n; i++)
    order[i] = i;
  qsort_r (order, n, sizeof *order, compare_due, bands);

  for (guint i = 0; i < n; i++)
    {
      BwBand *band = &bands[i];
      double below, above;

      /* An outcome is due after its issue, so the bands taken in here have been made. */
      while (known < n && bands[order[known]].due_ms <= band->issued_ms)
        observe (self, &bands[order[known++]]);
      band->rule = choose_rule (&self->blocks[bw_conformal_block (band->horizon)], band->days);
      bw_conformal_margins (self, bw_conformal_block (band->horizon), band->days,
                            band->low < band->high, &below, &above);
      band->band_low = MIN (band->low - below, band->median);
      band->band_high = MAX (band->high + above, band->median);
    }
  while (known < n)
    observe (self, &bands[order[known++]]);
}

static double
pinball (double quantile,
         double level,
         double outcome)
{
  return outcome >= quantile ? level * (outcome - quantile) : (1 - level) * (quantile - outcome);
}

double
bw_band_pinball (const BwBand *band)
{
  return (pinball (band->band_low, 0.1, band->outcome) + pinball (band->median, 0.5, band->outcome)
          + pinball (band->band_high, 0.9, band->outcome))
         / 3;
}
