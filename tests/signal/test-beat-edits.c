/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-random.h"
#include "bw-test.h"
#include "signal/bw-edited-beats.h"
#include "signal/bw-hrv.h"

#include <math.h>
#include <string.h>

/* A breathing rhythm with some noise, in stretches of @stretch intervals with 3 s between them. */
static BwRr *
draw_rr (guint n,
         guint stretch,
         guint seed)
{
  GRand *rand = bw_random_new (seed, "beat-edits");
  BwRr *rr = bw_rr_new (n);
  double end = 0;

  for (guint i = 0; i < n; i++)
    {
      rr->rr_ms[i] = rint (850 + 40 * sin (i * 1.3) + 25 * sin (i * 0.3)
                           + 8 * bw_random_normal (rand));
      rr->segment[i] = i / stretch;
      end += rr->rr_ms[i] + (i > 0 && i % stretch == 0 ? 3000 : 0);
      rr->end_ms[i] = end;
    }
  g_rand_free (rand);
  return rr;
}

/* Ten intervals, 800, 810 … 890 ms: beat i is at 0, 800, 1610, 2430, 3260, 4100, 4950, 5810, 6680, 7560,
 * 8450. */
static BwMeasuredBeats *
make_ten (void)
{
  g_autoptr (BwRr) rr = bw_rr_new (10);
  double end = 0;

  for (guint i = 0; i < 10; i++)
    {
      rr->rr_ms[i] = 800 + 10 * i;
      rr->end_ms[i] = end += rr->rr_ms[i];
    }
  return bw_measured_beats_new (rr, 0);
}

static void
assert_same_nn (const BwRr *a,
                const BwRr *b)
{
  g_assert_cmpuint (a->n, ==, b->n);
  g_assert_cmpmem (a->rr_ms, a->n * sizeof (double), b->rr_ms, b->n * sizeof (double));
  g_assert_cmpmem (a->end_ms, a->n * sizeof (double), b->end_ms, b->n * sizeof (double));
  g_assert_cmpmem (a->segment, a->n * sizeof (guint32), b->segment, b->n * sizeof (guint32));
  g_assert_cmpmem (a->interpolated, a->n, b->interpolated, b->n);
}

static void
assert_same (const BwEditedBeats *a,
             const BwEditedBeats *b)
{
  g_assert_cmpuint (a->n, ==, b->n);
  for (guint i = 0; i < a->n; i++)
    {
      const BwEditedBeat *one = &a->beats[i], *other = &b->beats[i];

      g_assert_true (one->time_ms == other->time_ms && one->rr_ms == other->rr_ms
                     && one->origin == other->origin && one->follows == other->follows
                     && one->verdict == other->verdict && one->found == other->found
                     && one->by_hand == other->by_hand && one->made == other->made
                     && one->removed == other->removed);
    }
  g_assert_cmpuint (a->n_artefacts, ==, b->n_artefacts);
  assert_same_nn (a->nn, b->nn);
}

/* Applies what a change gave, which must have gone well. @edits: (transfer full) */
static BwEditedBeats *
apply (BwBeatEdits         **current,
       BwBeatEdits          *edits,
       const BwEditedBeats  *beats,
       BwCorrection          correction)
{
  g_assert_nonnull (edits);
  bw_beat_edits_unref (*current);
  *current = edits;
  return bw_edited_beats_new (beats->measured, edits, correction);
}

/* Each @expected interval, 0 for a gap, ended by −1. */
static void
assert_intervals (const BwRr *nn,
                  const int  *expected)
{
  guint i = 0;

  for (; *expected >= 0; expected++)
    if (*expected == 0)
      g_assert_false (bw_rr_contiguous (nn, i - 1));
    else
      {
        g_assert_cmpuint (i, <, nn->n);
        bw_assert_near (nn->rr_ms[i], *expected, 1e-9);
        if (i > 0 && expected[-1] != 0)
          g_assert_true (bw_rr_contiguous (nn, i - 1));
        i++;
      }
  g_assert_cmpuint (i, ==, nn->n);
}

#define INTERVALS(...) ((const int[]){ __VA_ARGS__, -1 })

/* Takes over @error, which must be ours and say something. */
static void
assert_refused (BwBeatEdits *edits,
                GError      *error)
{
  g_assert_null (edits);
  g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_error_free (error);
}

#define REFUSED(call)                     \
  G_STMT_START                            \
  {                                       \
    GError *error = NULL;                 \
    BwBeatEdits *refused_ = (call);       \
                                          \
    assert_refused (refused_, error);     \
  }                                       \
  G_STMT_END

/* Nothing done is nothing changed, to the bit. */
static void
test_empty (void)
{
  for (guint seed = 1; seed <= 8; seed++)
    for (guint c = 0; c < BW_N_CORRECTIONS; c++)
      {
        g_autoptr (BwRr) rr = draw_rr (400, seed % 2 ? 400 : 30, seed);
        g_autoptr (BwBeatEdits) none = bw_beat_edits_new_empty ();
        g_autoptr (BwMeasuredBeats) measured = NULL;
        g_autoptr (BwEditedBeats) beats = NULL;
        g_autoptr (BwEditedBeats) other = NULL;

        for (guint i = 15; i + 1 < rr->n; i += 40) /* ectopic ones */
          if (bw_rr_contiguous (rr, i))
            rr->rr_ms[i] -= 280, rr->end_ms[i] -= 280, rr->rr_ms[i + 1] += 280;
        measured = bw_measured_beats_new (rr, 0);
        beats = bw_edited_beats_new (measured, NULL, c);
        other = bw_edited_beats_new (measured, none, c);
        assert_same (beats, other);
        g_assert_cmpuint (beats->n, ==, measured->n);
        g_assert_cmpuint (beats->n_by_hand + beats->n_removed, ==, 0);
        if (c == BW_CORRECTION_NONE)
          {
            assert_same_nn (beats->nn, rr);
            g_assert_cmpuint (beats->n_artefacts, ==, 0);
          }
        else
          {
            const BwArtefactOptions options = {
              .min_threshold = BW_ARTEFACTS_MIN_THRESHOLD_MS,
              .step = bw_rr_get_step_ms (rr),
              .alpha = bw_correction_get_alpha (c),
            };
            g_autoptr (BwArtefacts) artefacts = bw_artefacts_new_for_rr (rr, NULL, &options);
            g_autoptr (BwRr) nn = bw_artefacts_get_nn (artefacts, 1);

            assert_same_nn (beats->nn, nn);
            g_assert_cmpuint (beats->n_artefacts, ==, artefacts->n_artefacts);
            g_assert_cmpuint (beats->n_artefacts, >=, 5);
            for (guint i = 0; i < beats->n; i++)
              {
                g_assert_cmpuint (beats->beats[i].verdict, ==, artefacts->verdict[i]);
                g_assert_cmpuint (beats->beats[i].found, ==, artefacts->verdict[i]);
              }
          }
      }
}

static void
test_delete (void)
{
  g_autoptr (BwMeasuredBeats) ten = make_ten ();
  g_autoptr (BwBeatEdits) edits = bw_beat_edits_new_empty ();
  g_autoptr (BwEditedBeats) beats = bw_edited_beats_new (ten, edits, BW_CORRECTION_NONE);
  g_autoptr (BwEditedBeats) one = NULL;
  g_autoptr (BwEditedBeats) first = NULL;
  g_autoptr (BwEditedBeats) restored = NULL;

  one = apply (&edits, bw_beat_edits_delete (edits, beats, 3, NULL), beats, BW_CORRECTION_NONE);
  assert_intervals (one->nn, INTERVALS (800, 810, 0, 840, 850, 860, 870, 880, 890));
  g_assert_cmpuint (one->n, ==, 11);
  g_assert_true (one->beats[3].removed);
  g_assert_cmpuint (one->beats[3].by_hand, ==, 1 + BW_EDIT_DELETE);
  g_assert_false (one->beats[4].follows);
  g_assert_true (one->beats[4].rr_ms == 0);
  g_assert_cmpuint (one->n_artefacts, ==, 1);

  /* time counts from the first beat as measured, whatever becomes of it */
  first = apply (&edits, bw_beat_edits_delete (edits, one, 0, NULL), one, BW_CORRECTION_NONE);
  assert_intervals (first->nn, INTERVALS (810, 0, 840, 850, 860, 870, 880, 890));
  bw_assert_near (first->nn->end_ms[0], 1610, 1e-9);
  REFUSED (bw_beat_edits_delete (edits, first, 3, &error));
  REFUSED (bw_beat_edits_delete (edits, first, 11, &error));
  REFUSED (bw_beat_edits_move (edits, first, 3, 2400, &error));
  REFUSED (bw_beat_edits_insert (edits, first, 2400, &error)); /* in the gap */

  restored = apply (&edits, bw_beat_edits_restore (edits, first, 0, 10, NULL), first,
                    BW_CORRECTION_NONE);
  g_assert_true (bw_beat_edits_is_empty (edits));
  assert_same (restored, beats);
}

static void
test_merge (void)
{
  g_autoptr (BwMeasuredBeats) ten = make_ten ();
  g_autoptr (BwBeatEdits) edits = bw_beat_edits_new_empty ();
  g_autoptr (BwEditedBeats) beats = bw_edited_beats_new (ten, edits, BW_CORRECTION_NONE);
  g_autoptr (BwEditedBeats) one = NULL;
  g_autoptr (BwEditedBeats) two = NULL;
  g_autoptr (BwEditedBeats) three = NULL;

  REFUSED (bw_beat_edits_merge (edits, beats, 0, &error));
  REFUSED (bw_beat_edits_merge (edits, beats, 10, &error));
  one = apply (&edits, bw_beat_edits_merge (edits, beats, 3, NULL), beats, BW_CORRECTION_NONE);
  assert_intervals (one->nn, INTERVALS (800, 810, 1650, 840, 850, 860, 870, 880, 890));
  g_assert_true (one->beats[3].removed && one->beats[4].follows);
  bw_assert_near (one->beats[4].rr_ms, 1650, 1e-9);
  two = apply (&edits, bw_beat_edits_merge (edits, one, 4, NULL), one, BW_CORRECTION_NONE);
  assert_intervals (two->nn, INTERVALS (800, 810, 2490, 850, 860, 870, 880, 890));

  /* beside a gap there is nothing to merge; a beat put where one was merged away is its own */
  three = apply (&edits, bw_beat_edits_insert (edits, two, 2430, NULL), two, BW_CORRECTION_NONE);
  assert_intervals (three->nn, INTERVALS (800, 810, 820, 1670, 850, 860, 870, 880, 890));
  REFUSED (bw_beat_edits_restore (edits, three, 3, 3, &error));
  for (guint beat = 5; beat <= 8; beat++) /* five of the last six at most */
    {
      g_autoptr (BwEditedBeats) next = bw_edited_beats_new (ten, edits, BW_CORRECTION_NONE);
      g_autoptr (GError) error = NULL;
      BwBeatEdits *more = bw_beat_edits_merge (edits, next, beat, &error);

      if (more == NULL) /* beyond 5 s */
        {
          g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
          break;
        }
      bw_beat_edits_unref (edits);
      edits = more;
      g_assert_cmpuint (beat, <, 8);
    }
}

static void
test_move (void)
{
  g_autoptr (BwMeasuredBeats) ten = make_ten ();
  g_autoptr (BwBeatEdits) edits = bw_beat_edits_new_empty ();
  g_autoptr (BwEditedBeats) beats = bw_edited_beats_new (ten, edits, BW_CORRECTION_NONE);
  g_autoptr (BwEditedBeats) one = NULL;
  g_autoptr (BwEditedBeats) marked = NULL;
  g_autoptr (BwEditedBeats) back = NULL;
  g_autoptr (BwEditedBeats) clear = NULL;

  REFUSED (bw_beat_edits_move (edits, beats, 3, 1610, &error));
  REFUSED (bw_beat_edits_move (edits, beats, 3, 3300, &error));
  REFUSED (bw_beat_edits_move (edits, beats, 3, 1700, &error)); /* 90 ms */
  REFUSED (bw_beat_edits_move (edits, beats, 3, NAN, &error));
  REFUSED (bw_beat_edits_move (edits, beats, 0, -100, &error));
  REFUSED (bw_beat_edits_move (edits, beats, 10, 8500, &error));
  one = apply (&edits, bw_beat_edits_move (edits, beats, 3, 2500, NULL), beats, BW_CORRECTION_NONE);
  assert_intervals (one->nn, INTERVALS (800, 810, 890, 760, 840, 850, 860, 870, 880, 890));
  g_assert_true (one->nn->interpolated[2] && one->nn->interpolated[3]);
  g_assert_false (one->nn->interpolated[1] || one->nn->interpolated[4]);
  g_assert_cmpuint (one->n_artefacts, ==, 1);
  g_assert_true (ten->time_ms[3] == 2430);

  /* who marks it as normal says that it was measured so */
  marked = apply (&edits, bw_beat_edits_mark (edits, one, 3, 3, BW_BEAT_NORMAL, NULL), one,
                  BW_CORRECTION_NONE);
  g_assert_cmpuint (marked->beats[3].by_hand, ==, 1 + BW_EDIT_MOVE);
  g_assert_false (marked->nn->interpolated[2] || marked->nn->interpolated[3]);
  g_assert_cmpuint (marked->n_artefacts, ==, 0);

  back = apply (&edits, bw_beat_edits_move (edits, marked, 3, 2430, NULL), marked,
                BW_CORRECTION_NONE);
  g_assert_cmpuint (bw_beat_edits_get_n (edits), ==, 1);
  clear = apply (&edits, bw_beat_edits_restore (edits, back, 3, 3, NULL), back, BW_CORRECTION_NONE);
  assert_same (clear, beats);
}

static void
test_insert (void)
{
  g_autoptr (BwMeasuredBeats) ten = make_ten ();
  g_autoptr (BwBeatEdits) edits = bw_beat_edits_new_empty ();
  g_autoptr (BwEditedBeats) beats = bw_edited_beats_new (ten, edits, BW_CORRECTION_NONE);
  g_autoptr (BwEditedBeats) one = NULL;
  g_autoptr (BwEditedBeats) moved = NULL;
  g_autoptr (BwEditedBeats) split = NULL;
  g_autoptr (BwEditedBeats) fewer = NULL;
  g_autoptr (BwEditedBeats) none = NULL;

  REFUSED (bw_beat_edits_insert (edits, beats, -1, &error));
  REFUSED (bw_beat_edits_insert (edits, beats, 8451, &error));
  REFUSED (bw_beat_edits_insert (edits, beats, 2430, &error));
  REFUSED (bw_beat_edits_insert (edits, beats, 2600, &error));
  REFUSED (bw_beat_edits_insert (edits, beats, 3100, &error));
  REFUSED (bw_beat_edits_insert (edits, beats, NAN, &error));
  one = apply (&edits, bw_beat_edits_insert (edits, beats, 2700, NULL), beats, BW_CORRECTION_NONE);
  assert_intervals (one->nn, INTERVALS (800, 810, 820, 270, 560, 840, 850, 860, 870, 880, 890));
  g_assert_cmpuint (one->n, ==, 12);
  g_assert_cmpint (one->beats[4].origin, ==, -1);
  g_assert_true (one->nn->interpolated[3] && one->nn->interpolated[4]);
  g_assert_false (one->nn->interpolated[2] || one->nn->interpolated[5]);
  REFUSED (bw_beat_edits_mark (edits, one, 4, 4, BW_BEAT_ECTOPIC, &error));

  moved = apply (&edits, bw_beat_edits_move (edits, one, 4, 2800, NULL), one, BW_CORRECTION_NONE);
  assert_intervals (moved->nn, INTERVALS (800, 810, 820, 370, 460, 840, 850, 860, 870, 880, 890));
  g_assert_cmpuint (bw_beat_edits_get_n (edits), ==, 1);

  REFUSED (bw_beat_edits_split (edits, moved, 0, 2, &error));
  REFUSED (bw_beat_edits_split (edits, moved, 1, 1, &error));
  REFUSED (bw_beat_edits_split (edits, moved, 1, 5, &error)); /* 160 ms each */
  REFUSED (bw_beat_edits_split (edits, moved, 1, G_MAXUINT, &error));
  split = apply (&edits, bw_beat_edits_split (edits, moved, 1, 4, NULL), moved, BW_CORRECTION_NONE);
  assert_intervals (split->nn, INTERVALS (200, 200, 200, 200, 810, 820, 370, 460, 840, 850, 860, 870,
                                          880, 890));
  /* to delete or to merge what was inserted takes it out */
  fewer = apply (&edits, bw_beat_edits_delete (edits, split, 2, NULL), split, BW_CORRECTION_NONE);
  assert_intervals (fewer->nn, INTERVALS (200, 400, 200, 810, 820, 370, 460, 840, 850, 860, 870,
                                          880, 890));
  none = apply (&edits, bw_beat_edits_restore (edits, fewer, 0, fewer->n - 1, NULL), fewer,
                BW_CORRECTION_NONE);
  assert_same (none, beats);
}

/* Without a search of its own a mark is what bw_artefacts_new_overruled() makes of it. */
static void
test_mark (void)
{
  for (guint verdict = 0; verdict < BW_BEAT_N_VERDICTS; verdict++)
    {
      g_autoptr (BwRr) rr = draw_rr (60, 60, 3);
      g_autoptr (BwMeasuredBeats) measured = bw_measured_beats_new (rr, 0);
      g_autoptr (BwBeatEdits) edits = bw_beat_edits_new_empty ();
      g_autoptr (BwEditedBeats) beats = bw_edited_beats_new (measured, edits, BW_CORRECTION_NONE);
      g_autoptr (BwEditedBeats) marked = NULL;
      g_autoptr (BwArtefacts) expected = NULL;
      g_autoptr (BwRr) nn = NULL;
      guint8 verdicts[61] = { 0 };

      for (guint i = 20; i <= 21; i++)
        verdicts[i] = verdict;
      expected = bw_artefacts_new_overruled (measured->time_ms, measured->follows, 61, verdicts, NULL);
      nn = bw_artefacts_get_nn (expected, 1);
      marked = apply (&edits, bw_beat_edits_mark (edits, beats, 20, 21, verdict, NULL), beats,
                      BW_CORRECTION_NONE);
      assert_same_nn (marked->nn, nn);
      g_assert_cmpuint (marked->n_by_hand, ==, 2);
      g_assert_cmpuint (marked->n_artefacts, ==, verdict == BW_BEAT_NORMAL ? 0 : 2);
      g_assert_cmpuint (marked->counts[verdict], ==, verdict == BW_BEAT_NORMAL ? 61 : 2);
      g_assert_cmpuint (marked->beats[20].found, ==, BW_BEAT_NORMAL);
      REFUSED (bw_beat_edits_mark (edits, marked, 21, 20, verdict, &error));
      REFUSED (bw_beat_edits_mark (edits, marked, 20, 61, verdict, &error));
    }
}

/* A mark concerns its own beat: what is found and mended elsewhere, in however many rounds, stays to the
 * bit. */
static void
test_mark_stays_there (void)
{
  guint n_rounds = 0, n_tried = 0;

  for (guint seed = 1; seed <= 30; seed++)
    {
      g_autoptr (BwRr) rr = draw_rr (600, 600, seed);
      g_autoptr (BwMeasuredBeats) measured = NULL;
      g_autoptr (BwBeatEdits) edits = bw_beat_edits_new_empty ();
      g_autoptr (BwEditedBeats) beats = NULL;
      g_autoptr (BwEditedBeats) marked = NULL;
      GRand *rand = bw_random_new (seed, "planted");

      for (guint k = 0; k < 25; k++)
        {
          const guint i = g_rand_int_range (rand, 5, 590);
          const double by = g_rand_double_range (rand, 100, 420);

          rr->rr_ms[i] -= by, rr->end_ms[i] -= by, rr->rr_ms[i + 1] += by;
        }
      g_rand_free (rand);
      measured = bw_measured_beats_new (rr, 0);
      beats = bw_edited_beats_new (measured, NULL, BW_CORRECTION_STANDARD);
      n_rounds = MAX (n_rounds, beats->artefacts->n_rounds);

      for (guint i = 60; i < 540; i += 7)
        {
          const BwBeatVerdict other = beats->beats[i].verdict == BW_BEAT_NORMAL ? BW_BEAT_ECTOPIC
                                                                                : BW_BEAT_NORMAL;
          guint same = 0, different = 0;

          g_clear_pointer (&marked, bw_edited_beats_unref);
          g_clear_pointer (&edits, bw_beat_edits_unref);
          edits = bw_beat_edits_new_empty ();
          marked = apply (&edits, bw_beat_edits_mark (edits, beats, i, i, other, NULL), beats,
                          BW_CORRECTION_STANDARD);
          g_assert_cmpuint (marked->beats[i].verdict, ==, other);
          for (guint j = 0; j < beats->n; j++)
            {
              const gboolean near = j + 100 > i && j < i + 100;

              g_assert_cmpuint (marked->beats[j].found, ==, beats->beats[j].found);
              if (j != i && marked->beats[j].verdict == beats->beats[j].verdict)
                same++;
              else if (j != i)
                {
                  g_assert_true (near);
                  different++;
                }
            }
          g_assert_cmpuint (different, <=, 3);
          g_assert_cmpuint (same + different, ==, beats->n - 1);
          n_tried++;
        }
    }
  g_assert_cmpuint (n_rounds, >, 1);
  g_assert_cmpuint (n_tried, >, 1000);
}

/* A beat that was lost and another that is none: put right by hand, the truth comes back, and what was
 * put in is no artefact, whatever the algorithm thinks. */
static void
test_mended (void)
{
  g_autoptr (BwRr) truth = draw_rr (200, 200, 5);
  g_autoptr (BwRr) rr = bw_rr_copy (truth);
  g_autoptr (BwMeasuredBeats) measured = NULL;
  g_autoptr (BwBeatEdits) edits = bw_beat_edits_new_empty ();
  g_autoptr (BwEditedBeats) beats = NULL;
  g_autoptr (BwEditedBeats) one = NULL;
  g_autoptr (BwEditedBeats) both = NULL;
  const double lost = truth->end_ms[80];

  /* the end of interval 80 is lost, and interval 120 is cut in two by what is no beat */
  rr->rr_ms[80] += rr->rr_ms[81];
  rr->end_ms[80] = rr->end_ms[81];
  for (guint i = 81; i < 119; i++)
    rr->rr_ms[i] = truth->rr_ms[i + 1], rr->end_ms[i] = truth->end_ms[i + 1];
  rr->rr_ms[119] = 330;
  rr->end_ms[119] = truth->end_ms[119] + 330;
  rr->rr_ms[120] = truth->rr_ms[120] - 330;

  measured = bw_measured_beats_new (rr, 0);
  beats = bw_edited_beats_new (measured, edits, BW_CORRECTION_STANDARD);
  g_assert_cmpuint (beats->counts[BW_BEAT_MISSED], ==, 1);
  g_assert_cmpuint (beats->counts[BW_BEAT_EXTRA], ==, 1);
  one = apply (&edits, bw_beat_edits_insert (edits, beats, lost, NULL), beats,
               BW_CORRECTION_STANDARD);
  g_assert_cmpuint (one->counts[BW_BEAT_MISSED], ==, 0);
  both = apply (&edits, bw_beat_edits_merge (edits, one, 121, NULL), one, BW_CORRECTION_STANDARD);
  g_assert_cmpuint (both->n_artefacts, ==, 2);
  g_assert_cmpuint (both->counts[BW_BEAT_NORMAL], ==, 201);
  g_assert_cmpuint (both->nn->n, ==, truth->n);
  for (guint i = 0; i < truth->n; i++)
    {
      bw_assert_near (both->nn->rr_ms[i], truth->rr_ms[i], 1e-9);
      bw_assert_near (both->nn->end_ms[i], truth->end_ms[i], 1e-9);
      g_assert_cmpuint (both->nn->interpolated[i], ==, i == 80 || i == 81);
    }

  /* one set far off its place is where it is because somebody said so */
  g_clear_pointer (&one, bw_edited_beats_unref);
  one = apply (&edits, bw_beat_edits_move (edits, both, 50, both->beats[50].time_ms - 400, NULL),
               both, BW_CORRECTION_STANDARD);
  g_assert_cmpuint (one->beats[50].found, !=, BW_BEAT_NORMAL);
  g_assert_cmpuint (one->beats[50].verdict, ==, BW_BEAT_NORMAL);
}

/* What somebody else wrote down. */
static void
test_refused (void)
{
  static const struct
  {
    BwBeatEdit edits[3];
    guint n;
  } wrong[] = {
    { { { BW_EDIT_DELETE, -1, 0, 0 } }, 1 },
    { { { BW_EDIT_DELETE, 11, 0, 0 } }, 1 },
    { { { 5, 1, 0, 0 } }, 1 },
    { { { -1, 1, 0, 0 } }, 1 },
    { { { BW_EDIT_MARK, 1, 0, BW_BEAT_N_VERDICTS } }, 1 },
    { { { BW_EDIT_DELETE, 1, 0, 0 }, { BW_EDIT_DELETE, 1, 0, 0 } }, 2 },
    { { { BW_EDIT_DELETE, 1, 0, 0 }, { BW_EDIT_MERGE, 1, 0, 0 } }, 2 },
    { { { BW_EDIT_MARK, 1, 0, 1 }, { BW_EDIT_MERGE, 1, 0, 0 } }, 2 },
    { { { BW_EDIT_MOVE, 1, 700, 0 }, { BW_EDIT_DELETE, 1, 0, 0 } }, 2 },
    { { { BW_EDIT_MOVE, 1, 1, 0 } }, 1 },
    { { { BW_EDIT_MOVE, 1, 5000, 0 } }, 1 },
    { { { BW_EDIT_MOVE, 10, 1e9, 0 } }, 1 },
    { { { BW_EDIT_MOVE, 1, -INFINITY, 0 } }, 1 },
    { { { BW_EDIT_MOVE, 1, NAN, 0 } }, 1 },
    { { { BW_EDIT_INSERT, 1, NAN, 0 } }, 1 },
    { { { BW_EDIT_INSERT, 1, 2700, 0 } }, 1 },   /* not behind that beat */
    { { { BW_EDIT_INSERT, 10, 8450, 0 } }, 1 },
    { { { BW_EDIT_INSERT, 0, 300, 0 }, { BW_EDIT_INSERT, 0, 300, 0 } }, 2 },
    { { { BW_EDIT_INSERT, 0, 300, 0 }, { BW_EDIT_INSERT, 0, 400, 0 } }, 2 },
  };
  g_autoptr (BwMeasuredBeats) ten = make_ten ();
  g_autoptr (BwRr) no_rr = bw_rr_new (0);
  g_autoptr (BwMeasuredBeats) nothing = bw_measured_beats_new (no_rr, 0);
  g_autoptr (BwEditedBeats) beats = bw_edited_beats_new (nothing, NULL, BW_CORRECTION_STANDARD);
  g_autoptr (BwBeatEdits) none = bw_beat_edits_new_empty ();
  BwBeatEditKind kind;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    REFUSED (bw_beat_edits_new (wrong[i].edits, wrong[i].n, ten, &error));

  g_assert_cmpuint (beats->n + beats->nn->n, ==, 0);
  REFUSED (bw_beat_edits_new (wrong[9].edits, 1, nothing, &error));
  REFUSED (bw_beat_edits_insert (none, beats, 0, &error));
  REFUSED (bw_beat_edits_delete (none, beats, 0, &error));
  REFUSED (bw_beat_edits_restore (none, beats, 0, 0, &error));

  for (guint k = 0; k < BW_N_EDIT_KINDS; k++)
    {
      g_assert_true (bw_beat_edit_kind_from_id (bw_beat_edit_kind_get_id (k), &kind));
      g_assert_cmpuint (kind, ==, k);
      g_assert_cmpstr (bw_beat_edit_kind_get_text (k), !=, "");
    }
  g_assert_false (bw_beat_edit_kind_from_id ("", &kind));
}

static BwBeatEdits *
change_at_random (BwBeatEdits          *edits,
                  const BwEditedBeats  *beats,
                  GRand                *rand,
                  GError              **error)
{
  const guint beat = g_rand_int_range (rand, 0, beats->n);
  const guint last = MIN (beat + g_rand_int_range (rand, 0, 4), beats->n - 1);
  const double time = beats->beats[beat].time_ms;

  switch (g_rand_int_range (rand, 0, 8))
    {
    case 0:
      return bw_beat_edits_mark (edits, beats, beat, last,
                                 g_rand_int_range (rand, 0, BW_BEAT_N_VERDICTS), error);
    case 1:
      return bw_beat_edits_delete (edits, beats, beat, error);
    case 2:
      return bw_beat_edits_merge (edits, beats, beat, error);
    case 3:
    case 4:
      return bw_beat_edits_move (edits, beats, beat, time + g_rand_double_range (rand, -600, 600),
                                 error);
    case 5:
      return bw_beat_edits_insert (edits, beats, time + g_rand_double_range (rand, -900, 900), error);
    case 6:
      return bw_beat_edits_split (edits, beats, beat, g_rand_int_range (rand, 2, 5), error);
    default:
      return bw_beat_edits_restore (edits, beats, beat, last, error);
    }
}

/* What must hold whatever was done. */
static void
assert_sane (const BwEditedBeats *beats,
             const BwBeatEdits   *edits)
{
  const BwEditedBeat *before = NULL;
  guint n_removed = 0, n_by_hand = 0, n_measured = 0, n_kept = 0, n_intervals = 0;
  double total = 0, end = 0;

  for (guint i = 0; i < beats->n; i++)
    {
      const BwEditedBeat *beat = &beats->beats[i];

      g_assert_true (i == 0 || beat->time_ms >= beats->beats[i - 1].time_ms);
      n_measured += beat->origin >= 0;
      n_by_hand += beat->by_hand > 0;
      if (beat->removed)
        {
          n_removed++;
          g_assert_cmpuint (beat->follows, ==, 0);
          g_assert_true (beat->time_ms == beats->measured->time_ms[beat->origin]);
          continue;
        }
      n_kept++;
      if (beat->follows)
        {
          bw_assert_near (beat->rr_ms, beat->time_ms - before->time_ms, 1e-6);
          g_assert_cmpfloat (beat->rr_ms, >=, 200);
          g_assert_cmpfloat (beat->rr_ms, <=, 5000);
          n_intervals++;
        }
      else
        g_assert_true (beat->rr_ms == 0);
      before = beat;
    }
  g_assert_cmpuint (n_removed, ==, beats->n_removed);
  g_assert_cmpuint (n_by_hand, ==, beats->n_by_hand);
  g_assert_cmpuint (n_measured, ==, beats->measured->n);
  g_assert_cmpuint (n_kept, ==, beats->artefacts->n);
  g_assert_cmpuint (n_by_hand, <=, bw_beat_edits_get_n (edits));

  for (guint i = 0; i < beats->nn->n; i++)
    {
      g_assert_cmpfloat (beats->nn->rr_ms[i], >, 0);
      g_assert_cmpfloat (beats->nn->end_ms[i], >, end);
      end = beats->nn->end_ms[i];
      total += beats->nn->rr_ms[i];
    }
  if (beats->measured->n > 0)
    g_assert_cmpfloat (total, <=, beats->measured->time_ms[beats->measured->n - 1] + 1e-6);
}

/* Edits without rhyme or reason, of recordings whole and in pieces: whatever is allowed keeps the beats
 * in order and those measured as they were; a version kept for undo gives what it gave before; all of it
 * written down and read again is the same; all of it taken back leaves nothing. */
static void
test_random (void)
{
  guint n_done = 0, n_refused = 0;

  for (guint seed = 1; seed <= 60; seed++)
    {
      const BwCorrection correction = seed % BW_N_CORRECTIONS;
      g_autoptr (BwRr) rr = draw_rr (10 + 3 * seed, 5 + seed, seed);
      g_autoptr (BwRr) raw = bw_rr_copy (rr);
      g_autoptr (BwMeasuredBeats) measured = bw_measured_beats_new (rr, 0);
      g_autoptr (BwBeatEdits) edits = bw_beat_edits_new_empty ();
      g_autoptr (BwEditedBeats) start = bw_edited_beats_new (measured, edits, correction);
      g_autoptr (BwEditedBeats) beats = bw_edited_beats_ref (start);
      g_autoptr (BwBeatEdits) kept_edits = NULL;
      g_autoptr (BwEditedBeats) kept = NULL;
      GRand *rand = bw_random_new (seed, "edits");

      for (guint step = 0; step < 200; step++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (BwBeatEdits) again = NULL;
          BwBeatEdits *next = change_at_random (edits, beats, rand, &error);

          if (next == NULL)
            {
              g_assert_error (error, BW_ERROR, BW_ERROR_INVALID);
              n_refused++;
              continue;
            }
          g_assert_no_error (error);
          n_done++;
          bw_beat_edits_unref (edits);
          edits = next;
          bw_edited_beats_unref (beats);
          beats = bw_edited_beats_new (measured, edits, correction);
          assert_sane (beats, edits);
          if (step == 60 || (kept == NULL && step > 60))
            {
              kept_edits = bw_beat_edits_ref (edits);
              kept = bw_edited_beats_ref (beats);
            }
          if (bw_beat_edits_is_empty (edits))
            continue;
          again = bw_beat_edits_new (bw_beat_edits_get (edits, 0), bw_beat_edits_get_n (edits),
                                     measured, &error);
          g_assert_no_error (error);
          g_assert_true (bw_beat_edits_equal (again, edits));
        }

      g_assert_nonnull (kept);
      g_clear_pointer (&beats, bw_edited_beats_unref);
      beats = bw_edited_beats_new (measured, kept_edits, correction);
      assert_same (beats, kept);
      assert_same_nn (measured->rr, raw);
      bw_edited_beats_unref (beats);
      beats = bw_edited_beats_new (measured, edits, correction);
      {
        BwBeatEdits *none = bw_beat_edits_restore (edits, beats, 0, beats->n - 1, NULL);

        g_assert_true (bw_beat_edits_is_empty (none));
        bw_edited_beats_unref (beats);
        beats = apply (&edits, none, start, correction);
      }
      assert_same (beats, start);
      g_rand_free (rand);
    }
  g_test_message ("%u edits, %u refused", n_done, n_refused);
  g_assert_cmpuint (n_done, >, 3000);
  g_assert_cmpuint (n_refused, >, 500);
}

/* A watch's list: a beat that stands alone is one of its beats, and of no interval. */
static void
test_list (void)
{
  static const gint64 times[] = { 5000, 5800, 6610, 9990, 13000, 13820, 14650 };
  g_autoptr (BwMeasuredBeats) list = bw_measured_beats_new_for_list (times, NULL, 7, 10);

  g_assert_cmpuint (list->n, ==, 7);
  g_assert_cmpuint (list->rr->n, ==, 4);
  g_assert_true (list->time_ms[3] == 4990 && !list->follows[3] && !list->follows[4]);
  g_assert_true (list->time_ms[6] == 9650 && list->rr_ms[6] == 830 && list->rr_ms[0] == 0);
  g_assert_true (list->step_ms == 10);
}

/* What a coarse clock makes of an even rhythm, a beat told a step late, is no artefact, as it is none
 * for bw_hrv_compute(). */
static void
test_coarse_clock (void)
{
  enum { N = 300, CLOCK_MS = 25 };
  g_autoptr (BwRr) rr = bw_rr_new (N);
  g_autoptr (BwMeasuredBeats) measured = NULL;
  g_autoptr (BwEditedBeats) beats = NULL;
  g_autoptr (BwHrv) hrv = NULL;
  double end = 0;

  for (guint i = 0; i < N; i++)
    {
      rr->rr_ms[i] = 800 + (i % 30 == 10 ? CLOCK_MS : i % 30 == 11 ? -CLOCK_MS : 0);
      rr->end_ms[i] = end += rr->rr_ms[i];
    }
  rr->rr_ms[200] += 400;
  for (guint i = 200; i < N; i++)
    rr->end_ms[i] += 400;
  measured = bw_measured_beats_new (rr, CLOCK_MS);
  beats = bw_edited_beats_new (measured, NULL, BW_CORRECTION_STANDARD);
  hrv = bw_hrv_compute (rr, &(BwHrvOptions){ .clock_ms = CLOCK_MS });
  g_assert_cmpuint (beats->n_artefacts, ==, 1);
  g_assert_cmpuint (hrv->n_artefacts, ==, 1);
  assert_same_nn (beats->nn, hrv->nn);
}

/* A mark is mended once, though there are several rounds. */
static void
test_marked_once (void)
{
  GRand *rand = bw_random_new (12, "rounds");
  guint n_tried = 0;

  for (guint seed = 0; seed < 40; seed++)
    {
      g_autoptr (BwRr) rr = draw_rr (300, 300, seed);
      g_autoptr (BwMeasuredBeats) measured = NULL;
      g_autoptr (BwEditedBeats) plain = NULL;
      g_autoptr (BwEditedBeats) beats = NULL;
      g_autoptr (BwBeatEdits) edits = bw_beat_edits_new_empty ();
      double end = 0;
      guint n_inserted = 0;

      for (guint i = 0; i < 300; i++)
        {
          if (i > 150 && g_rand_int_range (rand, 0, 8) == 0)
            rr->rr_ms[i] *= g_rand_double_range (rand, 0.4, 2.4);
          rr->end_ms[i] = end += rr->rr_ms[i];
        }
      measured = bw_measured_beats_new (rr, 0);
      plain = bw_edited_beats_new (measured, NULL, BW_CORRECTION_STANDARD);
      if (plain->artefacts->n_rounds < 2)
        continue;
      n_tried++;
      beats = apply (&edits, bw_beat_edits_mark (edits, plain, 50, 50, BW_BEAT_MISSED, NULL), plain,
                     BW_CORRECTION_STANDARD);
      g_assert_cmpint (beats->beats[50].verdict, ==, BW_BEAT_MISSED);
      for (guint i = 0; i < beats->artefacts->n_beats; i++)
        n_inserted += beats->artefacts->beats[i].origin < 0
                      && beats->artefacts->beats[i].time < measured->time_ms[51];
      g_assert_cmpuint (n_inserted, ==, 1);
    }
  g_test_message ("%u of several rounds", n_tried);
  g_assert_cmpuint (n_tried, >=, 5);
  g_rand_free (rand);
}

/* No interval of more than five seconds comes of merging, none is inserted into a gap however it is asked
 * for, and only what has an interval on both sides is merged. */
static void
test_limits (void)
{
  g_autoptr (BwRr) rr = draw_rr (20, 10, 6);
  g_autoptr (BwMeasuredBeats) parts = bw_measured_beats_new (rr, 0);
  g_autoptr (BwMeasuredBeats) ten = make_ten ();
  g_autoptr (BwBeatEdits) none = bw_beat_edits_new_empty ();
  g_autoptr (BwEditedBeats) beats = bw_edited_beats_new (parts, NULL, BW_CORRECTION_NONE);
  BwBeatEdit merges[6] = { 0 };
  const BwBeatEdit in_gap = {
    .kind = BW_EDIT_INSERT, .beat = 10, .time_ms = parts->time_ms[10] + 1500
  };
  GError *refused = NULL;

  for (guint i = 0; i < 6; i++)
    merges[i] = (BwBeatEdit){ .kind = BW_EDIT_MERGE, .beat = (gint32) i + 1 };
  bw_beat_edits_unref (bw_beat_edits_new (merges, 5, ten, &refused)); /* 800 + … + 850 = 4950 */
  g_assert_no_error (refused);
  g_assert_null (bw_beat_edits_new (merges, 6, ten, &refused)); /* 5810 */
  assert_refused (NULL, g_steal_pointer (&refused));

  g_assert_false (parts->follows[11]);
  g_assert_null (bw_beat_edits_new (&in_gap, 1, parts, &refused));
  assert_refused (NULL, g_steal_pointer (&refused));
  REFUSED (bw_beat_edits_merge (none, beats, 10, &error));
  REFUSED (bw_beat_edits_merge (none, beats, 11, &error));
  REFUSED (bw_beat_edits_merge (none, beats, 21, &error));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signal/beat-edits/empty", test_empty);
  g_test_add_func ("/signal/beat-edits/delete", test_delete);
  g_test_add_func ("/signal/beat-edits/merge", test_merge);
  g_test_add_func ("/signal/beat-edits/move", test_move);
  g_test_add_func ("/signal/beat-edits/insert", test_insert);
  g_test_add_func ("/signal/beat-edits/mark", test_mark);
  g_test_add_func ("/signal/beat-edits/mark-stays-there", test_mark_stays_there);
  g_test_add_func ("/signal/beat-edits/mended", test_mended);
  g_test_add_func ("/signal/beat-edits/refused", test_refused);
  g_test_add_func ("/signal/beat-edits/random", test_random);
  g_test_add_func ("/signal/beat-edits/list", test_list);
  g_test_add_func ("/signal/beat-edits/coarse-clock", test_coarse_clock);
  g_test_add_func ("/signal/beat-edits/marked-once", test_marked_once);
  g_test_add_func ("/signal/beat-edits/limits", test_limits);
  return g_test_run ();
}
