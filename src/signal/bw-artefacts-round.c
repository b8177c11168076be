/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-artefacts-private.h"

#include <math.h>
#include <string.h>

/* One look at the beats: which of them are artefacts, and of what kind. */

/* The paper's constants. */
#define C1 0.13
#define C2 0.17
#define MEDIAN_DEVIATIONS 3

/* Index into n ≥ 3 elements, reflected at both ends without repeating the edge. */
static inline guint
reflect (gint64 i,
         guint  n)
{
  if (i < 0)
    return (guint) -i;
  return (guint) (i < n ? i : 2 * ((gint64) n - 1) - i);
}

/* Fills a round's series from its beats. Returns whether there is an interval at all. */
static gboolean
round_prepare (BwArtefactRound         *round,
               const BwCorrectedBeat   *beats,
               guint                    n,
               const BwArtefactOptions *options)
{
  double sum = 0;
  guint n_intervals = 0, n_changes = 0;

  round->n = n;
  for (guint i = 0; i < n; i++)
    {
      round->valid[i] = beats[i].follows;
      round->rr[i] = beats[i].follows ? beats[i].time - beats[i - 1].time : 0;
      sum += round->rr[i];
      n_intervals += beats[i].follows;
    }
  if (n_intervals == 0)
    return FALSE;

  /* The first beat has the mean interval, any other after a gap the level there. */
  round->rr[0] = sum / n_intervals;
  round->valid[0] = TRUE;
  bw_artefacts_compute_level (round->level, round->rr, round->valid, n);
  for (guint i = 1; i < n; i++)
    if (!beats[i].follows)
      round->rr[i] = round->level[i] > 0 ? round->level[i] : round->rr[0];

  /* A change at a gap, or from what merely stands for a value, tells nothing of the scatter; the
   * one from the first beat does, as the method has it. */
  sum = 0;
  for (guint i = 1; i < n; i++)
    {
      gboolean measured = beats[i].follows && (beats[i - 1].follows || i == 1);

      round->change[i] = beats[i].follows ? round->rr[i] - round->rr[i - 1] : 0;
      round->valid[i] = measured;
      sum += measured ? round->change[i] : 0;
      n_changes += measured;
    }
  round->change[0] = n_changes > 0 ? sum / n_changes : 0;
  bw_artefacts_compute_threshold (round->threshold, round->change, round->valid, n, options);
  for (guint i = 0; i < n; i++)
    round->change[i] /= round->threshold[i];

  for (guint i = 0; i < n; i++)
    {
      double m = round->rr[i] - round->level[i];

      round->valid[i] = i == 0 || beats[i].follows;
      round->deviation[i] = !round->valid[i] ? 0 : m < 0 ? 2 * m : m;
    }
  bw_artefacts_compute_threshold (round->threshold, round->deviation, round->valid, n, options);
  for (guint i = 0; i < n; i++)
    round->deviation[i] /= round->threshold[i];
  return TRUE;
}

/* The stronger of the neighbouring changes in the opposite direction (the paper's S12). */
static double
get_s12 (const BwArtefactRound *round,
         guint                  i)
{
  double before = round->change[reflect ((gint64) i - 1, round->n)];
  double after = round->change[reflect ((gint64) i + 1, round->n)];

  return round->change[i] > 0 ? MAX (before, after) : MIN (before, after);
}

/* Likewise of the two changes that come (S22). */
static double
get_s22 (const BwArtefactRound *round,
         guint                  i)
{
  double next = round->change[reflect ((gint64) i + 1, round->n)];
  double second = round->change[reflect ((gint64) i + 2, round->n)];

  return round->change[i] >= 0 ? MIN (next, second) : MAX (next, second);
}

static BwBeatVerdict
judge_interval (const BwArtefactRound *round,
                const BwCorrectedBeat *beats,
                guint                  i)
{
  const double s22 = get_s22 (round, i);
  const gboolean is_long = round->change[i] > 1 && s22 < -1;
  const gboolean is_short = round->change[i] < -1 && s22 > 1;
  const double rr = round->rr[i], level = round->level[i], threshold = round->threshold[i];

  if (!is_long && !is_short && !(fabs (round->deviation[i]) > MEDIAN_DEVIATIONS))
    return BW_BEAT_NORMAL;
  if (is_short && beats[i + 1].follows && fabs (rr + round->rr[i + 1] - level) < threshold)
    return BW_BEAT_EXTRA;
  if (is_long && fabs (rr / 2 - level) < threshold)
    return BW_BEAT_MISSED;
  return BW_BEAT_LONG_SHORT;
}

/* The decision of the paper's figure 1. The last two beats are not judged: what follows them is not
 * known. Returns the number of artefacts. */
static guint
round_classify (BwArtefactRound       *round,
                const BwCorrectedBeat *beats)
{
  const guint n = round->n;
  guint n_found = 0;

  memset (round->verdict, BW_BEAT_NORMAL, n);
  for (guint i = 0; i + 2 < n;)
    {
      const double change = round->change[i];
      guint last;

      if (!(fabs (change) > 1))
        {
          i++;
          continue;
        }

      if ((change > 1 && get_s12 (round, i) < -C1 * change - C2)
          || (change < -1 && get_s12 (round, i) > -C1 * change + C2))
        {
          round->verdict[i++] = BW_BEAT_ECTOPIC;
          n_found++;
          continue;
        }

      /* The change may belong to the interval after, where that changes less than the next. */
      last = fabs (round->change[i + 1]) < fabs (round->change[i + 2]) ? i + 1 : i;
      for (; i <= last; i++)
        {
          round->verdict[i] = judge_interval (round, beats, i);
          n_found += round->verdict[i] != BW_BEAT_NORMAL;
        }
    }
  return n_found;
}

/* Whether one interval is too short and the other too long, by comparable amounts. */
static gboolean
opposite (double a,
          double b)
{
  /* mRR counts what is too short twice */
  a = a < 0 ? a / 2 : a;
  b = b < 0 ? b / 2 : b;
  return a * b < 0 && MIN (fabs (a), fabs (b)) >= 0.25 * MAX (fabs (a), fabs (b));
}

/* The paper judges intervals; this turns its judgements into ones of beats. Two intervals about one
 * beat, the one too short and the other too long, are one misplaced beat; the return to the level
 * after it, the rest of an interval that an extra beat cut, and an interval that keeps the level
 * beside one that does not, are no second artefact. Returns the number left. */
static guint
round_attribute (BwArtefactRound       *round,
                 const BwCorrectedBeat *beats)
{
  guint8 *verdict = round->verdict;
  const double *change = round->change, *deviation = round->deviation;
  guint n_found = 0, second_half = 0; /* the last interval that went to the beat before it */

  for (guint i = 1; i < round->n; i++)
    {
      const gboolean inside = beats[i].follows && beats[i - 1].follows;
      const gboolean after = second_half == i - 1 && i > 1;
      const BwBeatVerdict before = verdict[i - 1];
      gboolean misplaced;

      if (verdict[i] != BW_BEAT_ECTOPIC && verdict[i] != BW_BEAT_LONG_SHORT)
        continue;

      misplaced = inside && !after && opposite (deviation[i - 1], deviation[i])
                  && (before == BW_BEAT_LONG_SHORT
                      || (before == BW_BEAT_NORMAL && verdict[i] == BW_BEAT_ECTOPIC));
      if (misplaced && verdict[i] == BW_BEAT_ECTOPIC && i + 1 < round->n
          && verdict[i + 1] == BW_BEAT_ECTOPIC && fabs (change[i + 1]) > fabs (change[i]))
        verdict[i] = BW_BEAT_NORMAL; /* the next is the one */
      else if (misplaced)
        {
          verdict[i - 1] = BW_BEAT_ECTOPIC;
          verdict[i] = BW_BEAT_NORMAL;
          second_half = i;
        }
      else if (before == BW_BEAT_EXTRA || fabs (deviation[i]) <= 1
               || ((after || before == BW_BEAT_LONG_SHORT)
                   && fabs (deviation[i]) <= MEDIAN_DEVIATIONS))
        verdict[i] = BW_BEAT_NORMAL;
      else
        verdict[i] = BW_BEAT_LONG_SHORT;
    }
  if (round->n > 0 && verdict[0] != BW_BEAT_EXTRA)
    verdict[0] = BW_BEAT_NORMAL; /* no interval ends here */
  for (guint i = 0; i < round->n; i++)
    n_found += verdict[i] != BW_BEAT_NORMAL;
  return n_found;
}

guint
bw_artefact_round_find (BwArtefactRound         *round,
                        const BwCorrectedBeat   *beats,
                        guint                    n,
                        const BwArtefactOptions *options)
{
  guint found;

  round->n = n;
  memset (round->verdict, BW_BEAT_NORMAL, n);
  if (n <= 3 || !round_prepare (round, beats, n, options))
    return 0;
  found = round_classify (round, beats);
  return options->peaks ? found : round_attribute (round, beats);
}
