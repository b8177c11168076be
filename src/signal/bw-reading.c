/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-artefacts.h"
#include "signal/bw-beats.h"
#include "signal/bw-reading.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MIN_INTERVALS 20
#define MIN_DIFFERENCES 2
#define MAX_ARTEFACT_SHARE 0.2
#define MIN_RMSSD_MS 5.0
#define MAX_RMSSD_MS 250.0

/* Each end of the three beats behind a successive difference is off by up to half a step: the
 * variance is (1 + 4 + 1) q²/12. */
static double
without_clock (double mean_square,
               double clock_ms)
{
  return sqrt (MAX (0, mean_square - clock_ms * clock_ms / 2));
}

/* Standard error by leaving out one beat at a time, with the up to three differences it has a part
 * in. These overlap: a difference is left out three times in all, hence the 3 (H. R. Künsch, The
 * jackknife and the bootstrap for general stationary observations, Ann. Stat. 17 (1989)); the last
 * factor is for what a short series hides of its scatter by its own mean. */
static double
jackknife (const double *square_of_beat, /* Δ² centred on beat i; negative where there is none */
           guint         n_beats,
           double        sum,
           guint         n,
           double        clock_ms)
{
  const double all = without_clock (sum / n, clock_ms);
  double spread = 0;

  for (guint i = 0; i < n_beats; i++)
    {
      double without = sum, step;
      guint k = 0;

      for (guint j = MAX (i, 1) - 1; j <= MIN (i + 1, n_beats - 1); j++)
        if (square_of_beat[j] >= 0)
          {
            without -= square_of_beat[j];
            k++;
          }
      if (k == 0 || k >= n)
        continue;
      step = (without_clock (MAX (without, 0) / (n - k), clock_ms) - all) * (n - k);
      spread += step * step;
    }
  return sqrt (spread / 3 * n / MAX (n - 3.0, 1)) / n;
}

static BwReadingVerdict
judge (const BwReadingResult *result,
       guint                  n_contiguous)
{
  if (result->n_intervals < MIN_INTERVALS || result->n_differences < MIN_DIFFERENCES)
    return BW_READING_TOO_FEW_INTERVALS;
  if (result->n_artefacts > MAX_ARTEFACT_SHARE * n_contiguous)
    return BW_READING_TOO_MANY_ARTEFACTS;
  if (!(result->rmssd_ms >= MIN_RMSSD_MS && result->rmssd_ms <= MAX_RMSSD_MS))
    return BW_READING_OUT_OF_RANGE;
  return BW_READING_USED;
}

/* @artefacts: with times in ms; @n_artefacts and @n_contiguous: of how many intervals, as judged */
static void
analyse (BwReadingResult   *result,
         const BwArtefacts *artefacts,
         guint              n_beats,
         guint              n_artefacts,
         guint              n_contiguous,
         double             clock_ms)
{
  g_autofree double *squares = g_new (double, artefacts->n_beats + 1);
  double sum = 0;

  *result = (BwReadingResult){
    .n_beats = n_beats,
    .n_artefacts = n_artefacts,
    .rmssd_raw_ms = -1,
    .rmssd_ms = -1,
    .se_ms = -1,
  };

  /* Intervals may rest on a mended beat; squares of differences may not, for a beat set midway
   * makes them smaller than they were. */
  for (guint i = 0; i < artefacts->n_beats; i++)
    {
      const BwCorrectedBeat *beats = artefacts->beats;
      gboolean measured = TRUE;
      double difference;

      squares[i] = -1;
      if (beats[i].follows && !beats[i].suspect && !beats[i - 1].suspect)
        result->n_intervals++;
      if (!beats[i].follows || i + 1 >= artefacts->n_beats || !beats[i + 1].follows)
        continue;
      for (guint j = i - 1; j <= i + 1; j++)
        measured = measured && !beats[j].made && !beats[j].suspect;
      if (!measured)
        continue;
      difference = beats[i + 1].time - 2 * beats[i].time + beats[i - 1].time;
      squares[i] = difference * difference;
      sum += squares[i];
      result->n_differences++;
    }

  if (result->n_differences > 0)
    {
      result->rmssd_raw_ms = sqrt (sum / result->n_differences);
      result->rmssd_ms = without_clock (sum / result->n_differences, clock_ms);
    }
  if (result->n_differences >= MIN_DIFFERENCES)
    result->se_ms = jackknife (squares, artefacts->n_beats, sum, result->n_differences, clock_ms);
  result->verdict = judge (result, n_contiguous);
}

void
bw_reading_analyse (BwReadingResult *result,
                    const gint64    *time_ms,
                    const gint32    *bpm,
                    guint            n,
                    double           clock_ms)
{
  g_autofree BwBeatInterval *intervals = g_new (BwBeatInterval, MAX (n, 1));
  g_autofree double *time = g_new (double, MAX (n, 1));
  g_autofree guint8 *follows = g_new (guint8, MAX (n, 1));
  g_autoptr (BwArtefacts) artefacts = NULL;
  const BwArtefactOptions options = {
    .min_threshold = MAX (BW_ARTEFACTS_MIN_THRESHOLD_MS, 2 * clock_ms),
    .step = clock_ms,
  };
  guint n_contiguous;

  g_return_if_fail (result != NULL);

  n_contiguous = bw_beats_link (intervals, time_ms, bpm, n, clock_ms);
  for (guint i = 0; i < n; i++)
    {
      time[i] = (double) (time_ms[i] - time_ms[0]);
      follows[i] = intervals[i].follows;
    }
  artefacts = bw_artefacts_new (time, follows, n, &options);
  analyse (result, artefacts, n, artefacts->n_artefacts, n_contiguous, clock_ms);
}

void
bw_reading_analyse_edited (BwReadingResult     *result,
                           const BwEditedBeats *beats)
{
  guint n_contiguous = 0;

  g_return_if_fail (result != NULL);

  for (guint i = 0; i < beats->n; i++)
    n_contiguous += beats->beats[i].follows;
  analyse (result, beats->artefacts, beats->measured->n, beats->n_artefacts, n_contiguous,
           beats->measured->clock_ms);
}

const char *
bw_reading_verdict_get_id (BwReadingVerdict verdict)
{
  switch (verdict)
    {
    case BW_READING_USED:
      return "used";
    case BW_READING_TOO_MANY_ARTEFACTS:
      return "too-many-artefacts";
    case BW_READING_OUT_OF_RANGE:
      return "out-of-range";
    case BW_READING_TOO_FEW_INTERVALS:
    default:
      return "too-few-intervals";
    }
}

const char *
bw_reading_verdict_get_text (BwReadingVerdict verdict)
{
  switch (verdict)
    {
    case BW_READING_USED:
      return _("Used");
    case BW_READING_TOO_MANY_ARTEFACTS:
      return _("Left out: more than a fifth of its beats are artefacts");
    case BW_READING_OUT_OF_RANGE:
      return _("Left out: its RMSSD is not between 5 and 250 ms");
    case BW_READING_TOO_FEW_INTERVALS:
    default:
      return _("Left out: fewer than 20 intervals between neighbouring beats");
    }
}
