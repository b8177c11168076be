/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-words.h"

#include "app/bw-format.h"
#include "base/bw-time.h"
#include "signal/bw-reading.h"

#include <glib/gi18n-lib.h>
#include <math.h>

const char *
bw_rhythm_words_kind (BwRhythmKind kind)
{
  switch (kind)
    {
    case BW_RHYTHM_READING:
      return _("Reading");
    case BW_RHYTHM_ECG:
      return _("ECG");
    case BW_RHYTHM_RR:
    default:
      return _("RR recording");
    }
}

static gint64
local_ms (const BwRhythmRow *row)
{
  return row->start_ms + row->offset_min * BW_TIME_MINUTE;
}

gint64
bw_rhythm_words_get_day (const BwRhythmRow *row)
{
  gint64 ms = local_ms (row);
  gint64 day = ms / BW_TIME_DAY;

  return ms < day * BW_TIME_DAY ? day - 1 : day;
}

/* @format: of g_date_time_format() */
static char *
format_local (gint64      ms,
              const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (ms / 1000);

  /* Days beyond the year 9999 are no days. */
  return time != NULL ? g_date_time_format (time, format) : g_strdup ("?");
}

char *
bw_rhythm_words_day (gint64 day)
{
  /* Translators: a day, see g_date_time_format(). */
  return format_local (day * BW_TIME_DAY, _("%A, %-d %b %Y"));
}

char *
bw_rhythm_words_month (gint64 day)
{
  /* Translators: a month and its year, see g_date_time_format(). */
  return format_local (day * BW_TIME_DAY, _("%B %Y"));
}

/* The name without the suffix of its file. */
static char *
make_name (const BwRhythmRow *row)
{
  const char *name = row->name != NULL ? row->name : "";
  const char *dot = strrchr (name, '.');

  return dot != NULL && dot > name ? g_strndup (name, (gsize) (dot - name)) : g_strdup (name);
}

char *
bw_rhythm_words_time (const BwRhythmRow *row)
{
  g_autofree char *name = row->key.kind == BW_RHYTHM_READING ? NULL : make_name (row);
  g_autofree char *time = NULL;

  if (row->key.kind == BW_RHYTHM_RR && *name != '\0')
    return g_steal_pointer (&name);
  if (!row->time_known)
    return name != NULL && *name != '\0' ? g_steal_pointer (&name)
                                         : g_strdup (bw_rhythm_words_kind (row->key.kind));
  /* Translators: a time of day, see g_date_time_format(). */
  time = format_local (local_ms (row), _("%H:%M"));
  if (row->key.kind == BW_RHYTHM_READING)
    return g_steal_pointer (&time);
  /* Translators: what it is, and when it was made: "ECG, 10:31". */
  return g_strdup_printf (_("%s, %s"), bw_rhythm_words_kind (row->key.kind), time);
}

char *
bw_rhythm_words_title (const BwRhythmRow *row)
{
  g_autofree char *name = row->key.kind == BW_RHYTHM_READING ? NULL : make_name (row);
  /* Translators: a day and a time of day, see g_date_time_format(). */
  g_autofree char *when = format_local (local_ms (row), row->time_known ? _("%-d %b %Y, %H:%M")
                                                                        : _("%-d %b %Y"));

  if (row->key.kind == BW_RHYTHM_RR && *name != '\0')
    return g_steal_pointer (&name);
  if (!row->time_known && name != NULL && *name != '\0')
    /* Translators: what it is, and its file’s name: "ECG, ecg_2023-09-21_10". */
    return g_strdup_printf (_("%s, %s"), bw_rhythm_words_kind (row->key.kind), name);
  /* Translators: what it is, and when it was made: "Reading, 12 May 2026, 07:02". */
  return g_strdup_printf (_("%s, %s"), bw_rhythm_words_kind (row->key.kind), when);
}

char *
bw_rhythm_words_rmssd (const BwRhythmRow *row)
{
  if (!row->has_rmssd)
    return NULL;
  /* Translators: milliseconds, with the unit. */
  return g_strdup_printf (row->rmssd_ms < 9.95 ? _("%.1f ms") : _("%.0f ms"), row->rmssd_ms);
}

char *
bw_rhythm_words_length (double seconds)
{
  if (seconds < 119.5)
    /* Translators: a number of seconds, with its unit. */
    return g_strdup_printf (_("%.0f s"), seconds);
  if (seconds < 3599.5)
    /* Translators: minutes and seconds, with their units. */
    return g_strdup_printf (_("%d min %d s"), (int) round (seconds) / 60,
                            (int) round (seconds) % 60);
  /* Translators: hours and minutes, with their units. */
  return g_strdup_printf (_("%d h %d min"), (int) (round (seconds / 60) / 60),
                          (int) fmod (round (seconds / 60), 60));
}

char *
bw_rhythm_words_figures (const BwRhythmRow *row)
{
  g_autofree char *n_beats = bw_format_count (row->n_beats);
  g_autofree char *n_artefacts = bw_format_count (row->n_artefacts);
  g_autofree char *length = bw_rhythm_words_length (row->duration_s);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%s beat", "%s beats", row->n_beats), n_beats);
  if (row->n_artefacts > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%s artefact", "%s artefacts", row->n_artefacts),
                              n_artefacts);
    }
  g_string_append_printf (text, " · %s", length);
  return g_string_free (text, FALSE);
}

char *
bw_rhythm_words_all_figures (const BwRhythmRow *row)
{
  g_autofree char *rmssd = bw_rhythm_words_rmssd (row);
  g_autofree char *figures = bw_rhythm_words_figures (row);
  GString *text = g_string_new (NULL);

  if (rmssd != NULL)
    /* Translators: %s is a number of milliseconds, with its unit. */
    g_string_append_printf (text, _("RMSSD %s · "), rmssd);
  g_string_append (text, figures);
  if (row->device != NULL && *row->device != '\0')
    g_string_append_printf (text, " · %s", row->device);
  return g_string_free (text, FALSE);
}

const char *
bw_rhythm_words_why_not (const BwRhythmRow *row)
{
  if (row->used || row->key.kind != BW_RHYTHM_READING)
    return NULL;
  for (int verdict = 0; verdict <= BW_READING_OUT_OF_RANGE; verdict++)
    if (g_strcmp0 (bw_reading_verdict_get_id ((BwReadingVerdict) verdict), row->why_not) == 0)
      return bw_reading_verdict_get_text ((BwReadingVerdict) verdict);
  return _("Left out");
}

const char *
bw_rhythm_words_used (const BwRhythmRow *row)
{
  return row->used || row->key.kind != BW_RHYTHM_READING ? NULL : _("left out");
}

char *
bw_rhythm_words_day_sum (guint  n,
                         double mean_ms)
{
  g_autofree char *count = bw_format_count (n);
  g_autofree char *readings = g_strdup_printf (ngettext ("%s reading", "%s readings", n), count);

  if (mean_ms < 0)
    return g_steal_pointer (&readings);
  /* Translators: how many readings, and the mean of their RMSSD: "3 readings, mean 43 ms". */
  return g_strdup_printf (_("%s, mean %.0f ms"), readings, mean_ms);
}

char *
bw_rhythm_words_count (guint n_shown,
                       guint n)
{
  g_autofree char *all = bw_format_count (n);
  g_autofree char *shown = bw_format_count (n_shown);

  if (n_shown == n)
    return g_strdup_printf (ngettext ("%s reading or recording", "%s readings and recordings", n),
                            all);
  return g_strdup_printf (ngettext ("%s of %s reading or recording",
                                    "%s of %s readings and recordings", n),
                          shown, all);
}

char *
bw_rhythm_words_spoken (const BwRhythmRow *row)
{
  g_autofree char *title = bw_rhythm_words_title (row);
  g_autofree char *rmssd = bw_rhythm_words_rmssd (row);
  g_autofree char *figures = bw_rhythm_words_figures (row);
  const char *why_not = bw_rhythm_words_why_not (row);
  GString *text = g_string_new (title);

  if (rmssd != NULL)
    /* Translators: %s is a number of milliseconds. */
    g_string_append_printf (text, _(", RMSSD %s"), rmssd);
  g_string_append_printf (text, ", %s", figures);
  if (row->edited)
    g_string_append (text, _(", edited by hand"));
  if (why_not != NULL)
    g_string_append_printf (text, ". %s", why_not);
  return g_string_free (text, FALSE);
}
