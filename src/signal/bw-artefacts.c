/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-artefacts-private.h"

#include <math.h>
#include <string.h>

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
                .settled = beat.settled,
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
round_mark (BwArtefactRound       *round,
            const BwCorrectedBeat *beats,
            const guint8          *marks,
            gboolean               first)
{
  for (guint i = 0; i < round->n; i++)
    if (beats[i].settled)
      round->verdict[i] = first ? marks[beats[i].origin] - 1 : BW_BEAT_NORMAL;
}

/* The first verdict of a beat stands: later rounds judge what was made of it. */
static void
keep_verdicts (BwArtefacts           *self,
               const BwArtefactRound *round)
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
  BwArtefactRound round;
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
  scratch->round = (BwArtefactRound){
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
      const guint found
          = bw_artefact_round_find (&scratch.round, self->beats, self->n_beats, options);

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
  for (guint i = 0; i < n; i++)
    self->beats[i].settled = marks[i] > 0;
  scratch_init (&scratch, room);
  while (self->n_rounds < MAX (1, found->n_rounds) && self->n_beats <= room / 2)
    {
      if (self->n_rounds > 0)
        bw_artefact_round_find (&scratch.round, self->beats, self->n_beats, options);
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
