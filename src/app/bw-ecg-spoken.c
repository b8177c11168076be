/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-spoken.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
add (GString *text,
     char    *part) /* (transfer full) */
{
  if (text->len > 0)
    /* Translators: between the parts of a list */
    g_string_append (text, _(", "));
  g_string_append (text, part);
  g_free (part);
}

static const char *
get_quality_text (double quality)
{
  switch (bw_ecg_quality_grade (quality))
    {
    case BW_ECG_QUALITY_GOOD:
      return _("good quality");
    case BW_ECG_QUALITY_FAIR:
      return _("fair quality");
    case BW_ECG_QUALITY_POOR:
    default:
      return _("poor quality");
    }
}

char *
bw_ecg_spoken_recording (const BwEcgTrace *trace)
{
  const BwEcgAnalysis *analysis = bw_ecg_trace_get_analysis (trace);
  guint seconds = (guint) lround (bw_ecg_trace_get_length_s (trace));
  guint beats = analysis->peaks->n;
  GString *text = g_string_new (NULL);

  add (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "ECG, %u second", "ECG, %u seconds",
                                           seconds), seconds));
  if (analysis->has_hr)
    add (text, g_strdup_printf (_("%.0f beats per minute"), analysis->mean_hr_bpm));
  add (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u beat", "%u beats", beats), beats));
  add (text, g_strdup (get_quality_text (analysis->quality)));
  return g_string_free (text, FALSE);
}

char *
bw_ecg_spoken_visible (double from_s,
                         double to_s)
{
  return g_strdup_printf (_("Visible: %.1f to %.1f s"), from_s, to_s);
}

char *
bw_ecg_spoken_beat (const BwEcgBeat *beat)
{
  GString *text = g_string_new (NULL);

  add (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Mean of %u beat", "Mean of %u beats",
                                           beat->n_beats), beat->n_beats));
  if (beat->n_left_out > 0)
    add (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u left out", "%u left out",
                                             beat->n_left_out), beat->n_left_out));
  if (beat->has_pr)
    add (text, g_strdup_printf (_("PR %.0f ms"), beat->pr_ms));
  if (beat->has_qrs)
    add (text, g_strdup_printf (_("QRS %.0f ms"), beat->qrs_ms));
  if (beat->has_qt)
    add (text, g_strdup_printf (_("QT %.0f ms"), beat->qt_ms));
  if (beat->has_qt && beat->qtc_ms > 0)
    add (text, g_strdup_printf (_("QTc %.0f ms"), beat->qtc_ms));
  add (text, g_strdup_printf (_("R %.0f µV"), beat->r_uv));
  if (beat->has_st)
    add (text, g_strdup_printf (_("ST %.0f µV"), beat->st_uv));
  if (beat->has_t)
    add (text, g_strdup_printf (_("T %.0f µV"), beat->t_uv));
  return g_string_free (text, FALSE);
}
