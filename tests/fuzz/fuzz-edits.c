/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "rhythm/bw-rhythm-edits-json.h"

/* Twenty-four beats with a gap behind the twelfth. */
static BwMeasuredBeats *
make_beats (void)
{
  g_autoptr (BwRr) rr = bw_rr_new (22);
  double end = 0;

  for (guint i = 0; i < rr->n; i++)
    {
      rr->rr_ms[i] = 800 + 10 * (i % 5);
      end += rr->rr_ms[i] + (i == 11 ? 3000 : 0);
      rr->end_ms[i] = end;
      rr->segment[i] = i >= 11;
    }
  return bw_measured_beats_new (rr, 0);
}

/* Edits of beats and settings as a library keeps them. What is taken gives beats in order and intervals
 * that can be, and is the same when it is written and read again. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *written = NULL;
  g_autoptr (BwMeasuredBeats) measured = make_beats ();
  g_autoptr (BwEditedBeats) beats = NULL;
  g_autoptr (BwBeatEdits) edits = NULL;
  g_autoptr (BwBeatEdits) again = NULL;
  BwRhythmSettings settings, same;

  if (!bw_rhythm_edits_from_json (text, measured, &edits, &settings, NULL))
    return 0;
  beats = bw_edited_beats_new (measured, edits, settings.correction);
  for (guint i = 0; i < beats->n; i++)
    {
      g_assert_true (i == 0 || beats->beats[i].time_ms >= beats->beats[i - 1].time_ms);
      g_assert_true (!beats->beats[i].follows
                     || (beats->beats[i].rr_ms >= BW_EDIT_SHORTEST_MS
                         && beats->beats[i].rr_ms <= BW_EDIT_LONGEST_MS));
    }
  for (guint i = 0; i < beats->nn->n; i++)
    g_assert_true (beats->nn->rr_ms[i] > 0);
  written = bw_rhythm_edits_to_json (measured, edits, &settings);
  g_assert_true (bw_rhythm_edits_from_json (written, measured, &again, &same, NULL));
  g_assert_true (bw_beat_edits_equal (edits, again));
  g_assert_true (bw_rhythm_settings_equal (&settings, &same));
  return 0;
}
