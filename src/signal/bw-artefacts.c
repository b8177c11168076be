/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-artefacts.h"
#include "signal/bw-artefacts-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* The paper's constants. */
#define C1 0.13
#define C2 0.17
#define MEDIAN_DEVIATIONS 3

/* What the classification of one round works on, an element a beat. */
typedef struct
{
  guint n;
  double *rr;        /* interval that ends at the beat; the level after a gap */
  double *level;     /* its running median */
  double *change;    /* dRR over its threshold */
  double *deviation; /* mRR over its threshold */
  double *threshold; /* of mRR, in the unit of time */
  guint8 *valid;     /* scratch: whether an element enters the quantiles */
  guint8 *verdict;
} Round;

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
round_prepare (Round                   *round,
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
get_s12 (const Round *round,
         guint        i)
{
  double before = round->change[reflect ((gint64) i - 1, round->n)];
  double after = round->change[reflect ((gint64) i + 1, round->n)];

  return round->change[i] > 0 ? MAX (before, after) : MIN (before, after);
}

/* Likewise of the two changes that come (S22). */
static double
get_s22 (const Round *round,
         guint        i)
{
  double next = round->change[reflect ((gint64) i + 1, round->n)];
  double second = round->change[reflect ((gint64) i + 2, round->n)];

  return round->change[i] >= 0 ? MIN (next, second) : MAX (next, second);
}

static BwBeatVerdict
judge_interval (const Round           *round,
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
round_classify (Round                 *round,
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
round_attribute (Round                 *round,
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

/* Midway between two beats. */
static double
midpoint (double   a,
          double   b,
          gboolean whole)
{
  return whole ? trunc (a + (b - a) / 2) : a + (b - a) / 2;
}

/* Moves the beats of one kind between their neighbours as these stood before. */
static void
move_beats (BwCorrectedBeat *beats,
            guint8          *verdict,
            guint            n,
            BwBeatVerdict    kind,
            gboolean         peaks)
{
  double before = 0;

  for (guint i = 0; i < n; i++)
    {
      double here = beats[i].time;

      if (verdict[i] == kind)
        {
          if (i > (peaks ? 1 : 0) && i + 1 < n && beats[i].follows && beats[i + 1].follows)
            {
              beats[i].time = midpoint (before, beats[i + 1].time, peaks);
              beats[i].made = TRUE;
            }
          else
            beats[i].suspect = TRUE;
        }
      before = here;
    }
}

/* Applies the verdicts of a round: extra beats go, missed ones come, then ectopic ones are moved. A
 * long or short interval becomes a gap; of @peaks, its beat is moved at last. @beats
 * has room for twice its number. Returns the new number. */
static guint
correct_beats (BwCorrectedBeat *beats,
               BwCorrectedBeat *scratch,
               guint8          *verdict,
               guint8          *scratch_verdict,
               guint            n,
               gboolean         peaks)
{
  guint m = 0;
  gboolean broken = FALSE;

  for (guint i = 0; i < n; i++)
    {
      BwCorrectedBeat beat = beats[i];

      if (verdict[i] == BW_BEAT_EXTRA)
        {
          broken |= !beat.follows;
          continue;
        }
      if (broken || m == 0)
        beat.follows = FALSE;
      broken = FALSE;

      if (verdict[i] == BW_BEAT_MISSED)
        {
          if (m > (peaks ? 1 : 0) && beat.follows)
            {
              scratch_verdict[m] = BW_BEAT_NORMAL;
              scratch[m] = (BwCorrectedBeat){
                .time = midpoint (scratch[m - 1].time, beat.time, peaks),
                .origin = -1,
                .follows = TRUE,
                .made = TRUE,
              };
              m++;
            }
          else
            beat.suspect = TRUE;
        }
      else if (verdict[i] == BW_BEAT_LONG_SHORT && !peaks)
        beat.follows = FALSE;
      scratch_verdict[m] = verdict[i];
      scratch[m] = beat;
      m++;
    }
  memcpy (beats, scratch, m * sizeof *beats);
  memcpy (verdict, scratch_verdict, m);
  move_beats (beats, verdict, m, BW_BEAT_ECTOPIC, peaks);
  if (peaks)
    move_beats (beats, verdict, m, BW_BEAT_LONG_SHORT, peaks);
  return m;
}

/* Puts what is settled in the place of what was found: in the first round as it is, later, when it has
 * been seen to, as normal. */
static void
round_mark (Round                 *round,
            const BwCorrectedBeat *beats,
            const guint8          *marks,
            gboolean               first)
{
  for (guint i = 0; i < round->n; i++)
    {
      const gint32 origin = beats[i].origin;

      if (origin >= 0 && marks[origin] > 0)
        round->verdict[i] = first ? marks[origin] - 1 : BW_BEAT_NORMAL;
    }
}

/* The first verdict of a beat stands: later rounds judge what was made of it. */
static void
keep_verdicts (BwArtefacts *self,
               const Round *round)
{
  for (guint i = 0; i < round->n; i++)
    {
      gint32 origin = self->beats[i].origin;

      if (origin >= 0 && self->verdict[origin] == BW_BEAT_NORMAL)
        self->verdict[origin] = round->verdict[i];
    }
}

static const BwArtefactOptions milliseconds = {
  .min_threshold = BW_ARTEFACTS_MIN_THRESHOLD_MS,
};

/* All beats as they are; @room is how many the corrected ones may become. */
static BwArtefacts *
start (const double *time,
       const guint8 *follows,
       guint         n,
       guint         room)
{
  BwArtefacts *self = g_new0 (BwArtefacts, 1);

  self->n = self->n_beats = n;
  self->verdict = g_new0 (guint8, MAX (n, 1));
  self->beats = g_new (BwCorrectedBeat, room);
  for (guint i = 0; i < n; i++)
    self->beats[i] = (BwCorrectedBeat){
      .time = time[i],
      .origin = (gint32) i,
      .follows = i > 0 && (follows == NULL || follows[i]),
    };
  return self;
}

static void
count_verdicts (BwArtefacts *self)
{
  for (guint i = 0; i < self->n; i++)
    self->counts[self->verdict[i]]++;
  self->n_artefacts = self->n - self->counts[BW_BEAT_NORMAL];
}

/* What the rounds need besides the beats. */
typedef struct
{
  Round round;
  BwCorrectedBeat *beats;
  guint8 *verdict;
  guint8 *bytes;
  double *block;
} Scratch;

static void
scratch_init (Scratch *scratch,
              guint    room)
{
  scratch->beats = g_new (BwCorrectedBeat, room);
  scratch->bytes = g_new (guint8, 3 * (gsize) room);
  scratch->block = g_new (double, 5 * (gsize) room);
  scratch->verdict = scratch->bytes + 2 * (gsize) room;
  scratch->round = (Round){
    .rr = scratch->block,
    .level = scratch->block + room,
    .change = scratch->block + 2 * (gsize) room,
    .deviation = scratch->block + 3 * (gsize) room,
    .threshold = scratch->block + 4 * (gsize) room,
    .valid = scratch->bytes,
    .verdict = scratch->bytes + room,
  };
}

static void
scratch_clear (Scratch *scratch)
{
  g_free (scratch->beats);
  g_free (scratch->bytes);
  g_free (scratch->block);
}

/* Looks for artefacts among the beats as they are. Returns how many; 0 of too few beats as well. */
static guint
find (const BwArtefacts       *self,
      Round                   *round,
      const BwArtefactOptions *options)
{
  guint found;

  round->n = self->n_beats;
  memset (round->verdict, BW_BEAT_NORMAL, round->n);
  if (self->n_beats <= 3 || !round_prepare (round, self->beats, self->n_beats, options))
    return 0;
  found = round_classify (round, self->beats);
  return options->peaks ? found : round_attribute (round, self->beats);
}

static void
mend (BwArtefacts             *self,
      Scratch                 *scratch,
      const BwArtefactOptions *options)
{
  keep_verdicts (self, &scratch->round);
  self->n_beats = correct_beats (self->beats, scratch->beats, scratch->round.verdict,
                                 scratch->verdict, self->n_beats, options->peaks);
  self->n_rounds++;
}

BwArtefacts *
bw_artefacts_new (const double            *time,
                  const guint8            *follows,
                  guint                    n,
                  const BwArtefactOptions *options)
{
  const guint room = 3 * n + 3; /* a round can at most double the beats */
  BwArtefacts *self = start (time, follows, n, room);
  guint before = G_MAXUINT;
  Scratch scratch;

  if (options == NULL)
    options = &milliseconds;
  scratch_init (&scratch, room);
  while (self->n_beats <= room / 2)
    {
      const guint found = find (self, &scratch.round, options);

      if (found == 0 || found >= before)
        break;
      before = found;
      if (self->n_rounds == 0)
        self->first_verdict = g_memdup2 (scratch.round.verdict, MAX (n, 1));
      mend (self, &scratch, options);
    }
  scratch_clear (&scratch);
  count_verdicts (self);
  return self;
}

BwArtefacts *
bw_artefacts_new_marked (const double            *time,
                         const guint8            *follows,
                         guint                    n,
                         const guint8            *marks,
                         const BwArtefacts       *found,
                         const BwArtefactOptions *options)
{
  const guint room = 3 * n + 3;
  BwArtefacts *self = start (time, follows, n, room);
  Scratch scratch;

  if (options == NULL)
    options = &milliseconds;
  scratch_init (&scratch, room);
  while (self->n_rounds < MAX (1, found->n_rounds) && self->n_beats <= room / 2)
    {
      if (self->n_rounds > 0)
        find (self, &scratch.round, options);
      else
        {
          /* the same beats as in the first round without marks */
          scratch.round.n = n;
          if (found->first_verdict != NULL)
            memcpy (scratch.round.verdict, found->first_verdict, n);
          else
            memset (scratch.round.verdict, BW_BEAT_NORMAL, n);
        }
      round_mark (&scratch.round, self->beats, marks, self->n_rounds == 0);
      mend (self, &scratch, options);
    }
  scratch_clear (&scratch);
  count_verdicts (self);
  return self;
}

BwArtefacts *
bw_artefacts_new_overruled (const double            *time,
                            const guint8            *follows,
                            guint                    n,
                            const guint8            *verdict,
                            const BwArtefactOptions *options)
{
  const guint room = 2 * n + 2;
  BwArtefacts *self = start (time, follows, n, room);
  g_autofree BwCorrectedBeat *scratch = g_new (BwCorrectedBeat, room);
  g_autofree guint8 *bytes = g_new0 (guint8, 2 * (gsize) room);

  for (guint i = 0; i < n; i++)
    bytes[i] = self->verdict[i] = verdict[i] < BW_BEAT_N_VERDICTS ? verdict[i] : BW_BEAT_NORMAL;
  self->n_beats = correct_beats (self->beats, scratch, bytes, bytes + room, n,
                                 options != NULL && options->peaks);
  self->n_rounds = 1;
  count_verdicts (self);
  return self;
}

BwArtefacts *
bw_artefacts_new_for_rr (const BwRr               *rr,
                         gint32                  **beat,
                         const BwArtefactOptions  *options)
{
  g_autofree double *time = g_new (double, 2 * (gsize) rr->n + 1);
  g_autofree guint8 *follows = g_new (guint8, 2 * (gsize) rr->n + 1);
  gint32 *interval = g_new (gint32, 2 * (gsize) rr->n + 1);
  BwArtefacts *self;
  guint n = 0;

  for (guint i = 0; i < rr->n; i++)
    {
      if (i == 0 || !bw_rr_contiguous (rr, i - 1))
        {
          time[n] = rr->end_ms[i] - rr->rr_ms[i];
          follows[n] = FALSE;
          interval[n++] = -1;
        }
      time[n] = rr->end_ms[i];
      follows[n] = TRUE;
      interval[n++] = (gint32) i;
    }
  self = bw_artefacts_new (time, follows, n, options);
  if (beat != NULL)
    *beat = g_steal_pointer (&interval);
  g_free (interval);
  return self;
}

void
bw_artefacts_free (BwArtefacts *self)
{
  if (self == NULL)
    return;
  g_free (self->verdict);
  g_free (self->first_verdict);
  g_free (self->beats);
  g_free (self);
}

BwRr *
bw_artefacts_get_nn (const BwArtefacts *self,
                     double             ms)
{
  BwRr *nn = bw_rr_new (self->n_beats);
  guint32 segment = 0;
  guint m = 0;

  for (guint i = 1; i < self->n_beats; i++)
    {
      const BwCorrectedBeat *from = &self->beats[i - 1], *to = &self->beats[i];

      if (!to->follows || from->suspect || to->suspect)
        {
          segment++;
          continue;
        }
      nn->rr_ms[m] = (to->time - from->time) * ms;
      nn->end_ms[m] = (to->time - self->beats[0].time) * ms;
      nn->segment[m] = segment;
      nn->interpolated[m] = from->made || to->made;
      m++;
    }
  nn->n = m;
  return nn;
}

const char *
bw_beat_verdict_get_id (BwBeatVerdict verdict)
{
  switch (verdict)
    {
    case BW_BEAT_ECTOPIC:
      return "ectopic";
    case BW_BEAT_MISSED:
      return "missed";
    case BW_BEAT_EXTRA:
      return "extra";
    case BW_BEAT_LONG_SHORT:
      return "long-short";
    case BW_BEAT_NORMAL:
    default:
      return "normal";
    }
}

gboolean
bw_beat_verdict_from_id (const char    *id,
                         BwBeatVerdict *verdict)
{
  for (int v = BW_BEAT_NORMAL; v < BW_BEAT_N_VERDICTS; v++)
    if (g_strcmp0 (bw_beat_verdict_get_id ((BwBeatVerdict) v), id) == 0)
      {
        *verdict = (BwBeatVerdict) v;
        return TRUE;
      }
  return FALSE;
}

const char *
bw_beat_verdict_get_text (BwBeatVerdict verdict)
{
  switch (verdict)
    {
    case BW_BEAT_ECTOPIC:
      return _("Early or late beat");
    case BW_BEAT_MISSED:
      return _("Beat missing before this one");
    case BW_BEAT_EXTRA:
      return _("Not a beat");
    case BW_BEAT_LONG_SHORT:
      return _("Interval out of line");
    case BW_BEAT_NORMAL:
    default:
      return _("Normal beat");
    }
}

static const struct
{
  const char *id;
  double alpha;
} corrections[BW_N_CORRECTIONS] = {
  [BW_CORRECTION_NONE] = { "none", 0 },
  [BW_CORRECTION_LENIENT] = { "lenient", 7.8 },
  [BW_CORRECTION_STANDARD] = { "standard", 5.2 },
  [BW_CORRECTION_STRICT] = { "strict", 3.5 },
};

double
bw_correction_get_alpha (BwCorrection correction)
{
  g_return_val_if_fail ((guint) correction < BW_N_CORRECTIONS, 0);

  return corrections[correction].alpha;
}

const char *
bw_correction_get_id (BwCorrection correction)
{
  g_return_val_if_fail ((guint) correction < BW_N_CORRECTIONS, NULL);

  return corrections[correction].id;
}

const char *
bw_correction_get_text (BwCorrection correction)
{
  switch (correction)
    {
    case BW_CORRECTION_NONE:
      return C_("artefact correction", "None");
    case BW_CORRECTION_LENIENT:
      return C_("artefact correction", "Lenient");
    case BW_CORRECTION_STRICT:
      return C_("artefact correction", "Strict");
    case BW_CORRECTION_STANDARD:
    default:
      return C_("artefact correction", "Standard");
    }
}

gboolean
bw_correction_from_id (const char   *id,
                       BwCorrection *correction)
{
  for (guint i = 0; i < BW_N_CORRECTIONS; i++)
    if (g_strcmp0 (id, corrections[i].id) == 0)
      {
        *correction = (BwCorrection) i;
        return TRUE;
      }
  return FALSE;
}
