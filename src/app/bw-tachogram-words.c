/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-tachogram-words.h"

#include "app/bw-format.h"
#include "plot/bw-plot-rhythm-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_ROWS 5000

char *
bw_tachogram_words_moment (const BwRhythm *rhythm,
                           double          time_ms)
{
  g_autoptr (GTimeZone) zone
      = rhythm->time_known ? g_time_zone_new_offset (rhythm->offset_min * 60) : NULL;

  return bw_plot_format_rhythm_time (zone, rhythm->start_ms, time_ms);
}

/* By the clock, to the second, or %NULL. */
static char *
format_clock (const BwRhythm *rhythm,
              double          time_ms)
{
  return rhythm->time_known ? bw_tachogram_words_moment (rhythm, time_ms) : NULL;
}

char *
bw_tachogram_words_time (const BwRhythm *rhythm,
                         double          time_ms)
{
  g_autofree char *elapsed = bw_plot_format_elapsed_tenths (time_ms);
  g_autofree char *clock = format_clock (rhythm, time_ms);

  /* Translators: time since the first beat, and by the clock: "0:12.4 (07:03:12)" */
  return clock ? g_strdup_printf (_("%s (%s)"), elapsed, clock) : g_steal_pointer (&elapsed);
}

static char *
format_interval (double rr_ms)
{
  if (!(rr_ms > 0))
    return g_strdup (_("No interval ends here"));
  /* Translators: an interval and the heart rate it means */
  return g_strdup_printf (_("%.0f ms · %.0f bpm"), rr_ms, 60000 / rr_ms);
}

/* What the beat is, and what a person did to it. */
static char *
describe_kind (const BwEditedBeat *beat)
{
  const char *verdict = bw_beat_verdict_get_text ((BwBeatVerdict) beat->verdict);
  const char *by_hand = beat->by_hand
                          ? bw_beat_edit_kind_get_text ((BwBeatEditKind) (beat->by_hand - 1))
                          : NULL;

  if (beat->removed && by_hand)
    return g_strdup (by_hand);
  return by_hand ? g_strdup_printf ("%s · %s", verdict, by_hand) : g_strdup (verdict);
}

char *
bw_tachogram_words_beat (const BwRhythm *rhythm,
                         guint           beat)
{
  const BwEditedBeat *at = &rhythm->beats[beat];
  g_autofree char *time = bw_tachogram_words_time (rhythm, at->time_ms);
  g_autofree char *interval = format_interval (at->rr_ms);
  g_autofree char *kind = describe_kind (at);

  return g_strdup_printf ("%s\n%s\n%s", time, interval, kind);
}

char *
bw_tachogram_words_move (const BwRhythm *rhythm,
                         guint           beat,
                         double          time_ms)
{
  const BwEditedBeat *at = &rhythm->beats[beat];
  g_autofree char *time = bw_tachogram_words_time (rhythm, time_ms);
  double by_ms = time_ms - at->time_ms;

  if (!(at->rr_ms > 0))
    /* Translators: by how much a beat is moved */
    return g_strdup_printf (_("%s\nMoved by %+.0f ms"), time, by_ms);
  /* Translators: where a beat is moved to, by how much, and the interval before it */
  return g_strdup_printf (_("%s\nMoved by %+.0f ms\n%.0f ms before it"), time, by_ms,
                          at->rr_ms + by_ms);
}

char *
bw_tachogram_words_rhythm (const BwRhythm *rhythm)
{
  const BwEditedBeats *edited = rhythm->edited;
  guint n = edited->n - edited->n_removed;
  g_autofree char *count = bw_format_count (n);
  g_autofree char *artefacts = bw_format_count (edited->n_artefacts);
  g_autofree char *beats
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s beat", "%s beats", n), count);
  g_autofree char *found
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s artefact", "%s artefacts",
                                      edited->n_artefacts), artefacts);
  g_autofree char *by_hand = NULL;

  if (edited->n_by_hand == 0)
    /* Translators: beats, and artefacts among them */
    return g_strdup_printf (_("%s, %s"), beats, found);
  by_hand = bw_format_count (edited->n_by_hand);
  /* Translators: beats, artefacts among them, and how many a person changed */
  return g_strdup_printf (_("%s, %s, %s changed by hand"), beats, found, by_hand);
}

char *
bw_tachogram_words_range (const BwRhythm *rhythm,
                          double          from_ms,
                          double          to_ms)
{
  g_autofree char *from = bw_plot_format_elapsed (from_ms);
  g_autofree char *to = bw_plot_format_elapsed (to_ms);
  g_autofree char *clock = format_clock (rhythm, from_ms);

  /* Translators: of a chart: times since the first beat */
  return clock ? g_strdup_printf (_("In sight: %s to %s, from %s"), from, to, clock)
               : g_strdup_printf (_("In sight: %s to %s"), from, to);
}

char *
bw_tachogram_words_selection (double from_ms,
                              double to_ms)
{
  g_autofree char *from = bw_plot_format_elapsed_tenths (from_ms);
  g_autofree char *to = bw_plot_format_elapsed_tenths (to_ms);

  return g_strdup_printf (_("Selected: %s to %s, %.0f s"), from, to, (to_ms - from_ms) / 1000);
}

static guint
seek (const BwRhythm *rhythm,
      double          time_ms)
{
  guint low = 0, high = rhythm->n_beats;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (rhythm->beats[middle].time_ms < time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

char *
bw_tachogram_words_table (const BwRhythm *rhythm,
                          double          from_ms,
                          double          to_ms)
{
  GString *text = g_string_new (NULL);
  guint first = seek (rhythm, from_ms), n = 0, i;

  g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\n", _("Beat"), _("Time"), _("Interval (ms)"),
                          _("Rate (bpm)"), _("Kind"));
  for (i = first; i < rhythm->n_beats && rhythm->beats[i].time_ms <= to_ms; i++)
    {
      const BwEditedBeat *beat = &rhythm->beats[i];
      g_autofree char *time = NULL, *kind = NULL;

      if (++n > MOST_ROWS)
        continue;
      time = bw_tachogram_words_time (rhythm, beat->time_ms);
      kind = describe_kind (beat);
      g_string_append_printf (text, "%u\t%s\t", i, time);
      if (beat->rr_ms > 0)
        g_string_append_printf (text, "%.1f\t%.1f\t%s\n", beat->rr_ms, 60000 / beat->rr_ms, kind);
      else
        g_string_append_printf (text, "–\t–\t%s\n", kind);
    }
  if (n > MOST_ROWS)
    {
      guint more = n - MOST_ROWS;
      g_autofree char *count = bw_format_count (more);

      g_string_append_c (text, '\t');
      g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "and %s more: zoom in to see it",
                                                 "and %s more: zoom in to see them", more), count);
      g_string_append (text, "\t\t\t\n");
    }
  return g_string_free (text, FALSE);
}
