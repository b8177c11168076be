/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-words.h"

#include "app/bw-format.h"
#include "app/bw-label-words.h"
#include "base/bw-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Stretches of one flaw that are named one by one; beyond that they are counted. */
#define MAX_NAMED 4

/* As Apple's watches write them, and as they are told. */
static const struct
{
  const char *verbatim;
  const char *name;
} classifications[] = {
  { "Sinus Rhythm", N_("Sinus rhythm") },
  { "Atrial Fibrillation", N_("Atrial fibrillation") },
  { "Heart Rate Below 50", N_("Heart rate below 50") },
  { "Low Heart Rate", N_("Low heart rate") },
  { "Heart Rate Over 120", N_("Heart rate over 120") },
  { "Heart Rate Over 150", N_("Heart rate over 150") },
  { "High Heart Rate", N_("High heart rate") },
  { "Inconclusive", N_("Inconclusive") },
  { "Poor Recording", N_("Poor recording") },
};

static const char *const quality_shapes[] = {
  [BW_ECG_QUALITY_POOR] = "!",
  [BW_ECG_QUALITY_FAIR] = "≈",
  [BW_ECG_QUALITY_GOOD] = "✓",
};

char *
bw_ecg_words_when (const BwRecording *recording,
                   GTimeZone         *zone)
{
  gint64 shown_ms = bw_recording_get_shown_ms (recording, zone);

  return recording->time_known ? bw_format_time (shown_ms, zone) : bw_format_day (shown_ms, zone);
}

/* The civil day of a recording of which only the day is known: its start is noon UTC, and later by as
 * many seconds as the file's name numbers it. */
static gint64
day_of (const BwRecording *recording)
{
  return (recording->start_ms - (recording->start_ms < 0 ? BW_TIME_DAY - 1 : 0)) / BW_TIME_DAY;
}

/* The number within its day that a file's name gives it ("ecg_2023-09-21_4.csv": 4); 0 for none. */
static int
number_in_day (const BwRecording *recording)
{
  gint64 noon_ms = day_of (recording) * BW_TIME_DAY + 12 * BW_TIME_HOUR;

  return recording->time_known ? 0
                               : (int) ((recording->start_ms - noon_ms) / BW_TIME_SECOND);
}

/* Whether the name tells no more than the day and the number. */
static gboolean
is_usual_name (const BwRecording *recording,
               const char        *name)
{
  g_autofree char *day = bw_time_format_day (day_of (recording));
  g_autofree char *usual = NULL;
  int number = number_in_day (recording);

  usual = number > 0 ? g_strdup_printf ("ecg_%s_%d", day, number) : g_strdup_printf ("ecg_%s", day);
  return g_ascii_strcasecmp (name, usual) == 0;
}

char *
bw_ecg_words_headline (const BwRecording *recording,
                       GTimeZone         *zone)
{
  g_autofree char *when = bw_ecg_words_when (recording, zone);
  int number = number_in_day (recording);

  if (number <= 0)
    return g_steal_pointer (&when);
  /* Translators: a day, and the number of a recording within it. */
  return g_strdup_printf (_("%s, no. %d"), when, number);
}

char *
bw_ecg_words_name (const BwRecording *recording)
{
  const char *name = recording->name != NULL ? recording->name : "";
  const char *dot = strrchr (name, '.');

  return dot != NULL && dot > name ? g_strndup (name, (gsize) (dot - name)) : g_strdup (name);
}

char *
bw_ecg_words_title (const BwRecording *recording,
                    GTimeZone         *zone)
{
  g_autofree char *when = bw_ecg_words_when (recording, zone);
  g_autofree char *name = bw_ecg_words_name (recording);

  if (recording->time_known || *name == '\0')
    return g_steal_pointer (&when);
  /* Translators: a day and a file name: "21 Sep 2023 · ecg_2023-09-21_10". */
  return g_strdup_printf (_("%s · %s"), when, name);
}

char *
bw_ecg_words_length (const BwRecording *recording)
{
  double seconds = recording->rate_hz > 0 ? recording->n_samples / recording->rate_hz : 0;

  if (seconds < 9.95)
    /* Translators: a number of seconds, with its unit. */
    return g_strdup_printf (_("%.1f s"), seconds);
  if (seconds < 119.5)
    /* Translators: a number of seconds, with its unit. */
    return g_strdup_printf (_("%.0f s"), seconds);
  if (seconds < 3599.5)
    /* Translators: minutes and seconds, with their units. */
    return g_strdup_printf (_("%d min %d s"), (int) round (seconds) / 60,
                            (int) round (seconds) % 60);
  /* Translators: hours and minutes, with their units. */
  return g_strdup_printf (_("%d h %d min"), (int) round (seconds / 60) / 60,
                          (int) round (seconds / 60) % 60);
}

char *
bw_ecg_words_rate (const BwRecording *recording)
{
  double rounded = round (recording->rate_hz);

  if (fabs (recording->rate_hz - rounded) < 0.05)
    /* Translators: samples a second, with the unit. */
    return g_strdup_printf (_("%.0f Hz"), rounded);
  /* Translators: samples a second, with the unit. */
  return g_strdup_printf (_("%.1f Hz"), recording->rate_hz);
}

char *
bw_ecg_words_heart_rate (const BwRecording *recording)
{
  if (!recording->has_analysis || !recording->has_hr)
    return NULL;
  /* Translators: beats a minute, with the unit. */
  return g_strdup_printf (_("%.0f bpm"), recording->hr_bpm);
}

const char *
bw_ecg_words_classification (const char *verbatim)
{
  const char *english = bw_recording_get_english_classification (verbatim);

  if (verbatim == NULL)
    return "";
  for (guint i = 0; english != NULL && i < G_N_ELEMENTS (classifications); i++)
    if (g_str_equal (classifications[i].verbatim, english))
      return _(classifications[i].name);
  return verbatim;
}

static void
append (GString    *text,
        const char *separator,
        const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

char *
bw_ecg_words_figures (const BwRecording *recording)
{
  g_autofree char *heart_rate = bw_ecg_words_heart_rate (recording);
  g_autofree char *length = bw_ecg_words_length (recording);
  g_autofree char *rate = bw_ecg_words_rate (recording);
  g_autofree char *name = recording->time_known ? NULL : bw_ecg_words_name (recording);
  GString *text = g_string_new (NULL);

  append (text, " · ", heart_rate);
  append (text, " · ", bw_ecg_words_classification (recording->classification));
  append (text, " · ", length);
  append (text, " · ", rate);
  if (name != NULL && !is_usual_name (recording, name))
    append (text, " · ", name);
  return g_string_free (text, FALSE);
}

const char *
bw_ecg_words_get_quality_shape (BwEcgQuality quality)
{
  g_return_val_if_fail (quality < G_N_ELEMENTS (quality_shapes), NULL);

  return quality_shapes[quality];
}

/* "Labelled by Ada"; what a rule did is said of the rule. */
static char *
labelled_by (const char *who)
{
  if (who == NULL || *who == '\0')
    return g_strdup (_("Labelled"));
  if (g_str_equal (who, "folder"))
    return g_strdup (_("Labelled by the name of its folder"));
  if (g_str_equal (who, "import"))
    return g_strdup (_("Labelled when it was imported"));
  if (g_str_equal (who, "protocol"))
    return g_strdup (_("Labelled by the meal protocol"));
  if (g_str_equal (who, "glucose"))
    return g_strdup (_("Labelled by a blood-glucose record"));
  /* Translators: %s is a person's name. */
  return g_strdup_printf (_("Labelled by %s"), who);
}

char *
bw_ecg_words_labelled (const BwRecording *recording,
                       GTimeZone         *zone)
{
  g_autofree char *by = NULL;
  g_autofree char *when = NULL;

  if (recording->label == BW_LABEL_NONE)
    return g_strdup (_("Not labelled yet"));
  by = labelled_by (recording->labelled_by);
  if (recording->labelled_ms == 0)
    return g_steal_pointer (&by);
  when = bw_format_time (recording->labelled_ms, zone);
  /* Translators: who labelled a recording, and when: "Labelled by Ada, 12 May 2024, 10:31". */
  return g_strdup_printf (_("%s, %s"), by, when);
}

char *
bw_ecg_words_count (guint n_shown,
                    guint n,
                    guint n_unlabelled)
{
  g_autofree char *all = bw_format_count (n);
  g_autofree char *unlabelled = bw_format_count (n_unlabelled);
  g_autofree char *recordings = NULL;
  g_autofree char *rest = NULL;

  if (n_shown == n)
    recordings = g_strdup_printf (ngettext ("%s recording", "%s recordings", n), all);
  else
    {
      g_autofree char *shown = bw_format_count (n_shown);

      recordings = g_strdup_printf (ngettext ("%s of %s recording", "%s of %s recordings", n),
                                    shown, all);
    }
  if (n_unlabelled == 0)
    rest = g_strdup (_("all labelled"));
  else
    rest = g_strdup_printf (ngettext ("%s unlabelled", "%s unlabelled", n_unlabelled), unlabelled);
  /* Translators: how many recordings, and how many of them have no label. */
  return g_strdup_printf (_("%s · %s"), recordings, rest);
}

char *
bw_ecg_words_several (guint n)
{
  g_autofree char *count = bw_format_count (n);

  return g_strdup_printf (ngettext ("%s recording", "%s recordings", n), count);
}

char *
bw_ecg_words_several_labels (guint n_none,
                             guint n_fasting,
                             guint n_glucose)
{
  g_autofree char *none = bw_format_count (n_none);
  g_autofree char *fasting = bw_format_count (n_fasting);
  g_autofree char *glucose = bw_format_count (n_glucose);
  g_autofree char *none_text
      = g_strdup_printf (ngettext ("%s without a label", "%s without a label", n_none), none);
  g_autofree char *fasting_text
      = g_strdup_printf (ngettext ("%s fasting", "%s fasting", n_fasting), fasting);
  g_autofree char *glucose_text
      = g_strdup_printf (ngettext ("%s after glucose", "%s after glucose", n_glucose), glucose);
  GString *text = g_string_new (NULL);

  append (text, " · ", n_fasting > 0 ? fasting_text : NULL);
  append (text, " · ", n_glucose > 0 ? glucose_text : NULL);
  append (text, " · ", n_none > 0 ? none_text : NULL);
  return g_string_free (text, FALSE);
}

/* "Noise: 4.0–6.2 s, 12.1–13.0 s"; %NULL where there is none of it. */
static char *
flaw_line (const BwEcgAnalysis *analysis,
           BwEcgFlaw            flaw)
{
  g_autoptr (GString) spans = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < analysis->n_stretches; i++)
    {
      const BwEcgStretch *stretch = &analysis->stretches[i];
      g_autofree char *span = NULL;

      if (stretch->flaw != flaw || n++ >= MAX_NAMED)
        continue;
      /* Translators: from and to, in seconds from the beginning of a recording. */
      span = g_strdup_printf (_("%.1f–%.1f s"), stretch->start / analysis->rate_hz,
                              stretch->end / analysis->rate_hz);
      append (spans, ", ", span);
    }
  if (n == 0)
    return NULL;
  if (n > MAX_NAMED)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("%u more", "%u more", n - MAX_NAMED),
                                               n - MAX_NAMED);

      append (spans, ", ", more);
    }
  /* Translators: what is wrong with a recording, and where: "Noise: 4.0–6.2 s". */
  return g_strdup_printf (_("%s: %s"), bw_ecg_flaw_get_text (flaw), spans->str);
}

char *
bw_ecg_words_flaws (const BwEcgAnalysis *analysis)
{
  GString *text = g_string_new (NULL);

  for (int flaw = BW_ECG_FLAW_SETTLING; flaw < BW_ECG_N_FLAWS; flaw++)
    {
      g_autofree char *line = flaw_line (analysis, (BwEcgFlaw) flaw);

      append (text, "\n", line);
    }
  return g_string_free (text, text->len == 0);
}
