/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-rhythm-report-private.h"

#include "base/bw-error.h"
#include "base/bw-format-count.h"
#include "base/bw-time.h"
#include "plot/bw-plot-rhythm-time.h"
#include "plot/bw-plot-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define ANALYSIS_SHARE 0.4
#define TRACK_SHARE 0.2
/* Metrics of less than that say little. */
#define LEAST_INTERVALS 2

/* --- Words ------------------------------------------------------------------------------------- */

static const char *
get_kind_name (BwRhythmKind kind)
{
  switch (kind)
    {
    case BW_RHYTHM_ECG:
      return _("RR intervals of an ECG");
    case BW_RHYTHM_RR:
      return _("RR recording");
    case BW_RHYTHM_READING:
    default:
      return _("HRV reading");
    }
}

/* "21 September 2023, 07:31", only the day, or nothing. Returns: (transfer full) (nullable) */
static char *
format_start (const BwRhythm *rhythm,
              double          ms)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (rhythm->offset_min * 60);
  gint64 time_ms = bw_rhythm_get_time (rhythm, ms);
  g_autofree char *day = NULL, *clock = NULL;

  /* A file that says nothing of it begins when the epoch does. */
  if (!rhythm->time_known && rhythm->start_ms < BW_TIME_DAY)
    return NULL;
  day = bw_report_format_day (bw_time_local_day (zone, time_ms));
  if (!rhythm->time_known)
    return g_steal_pointer (&day);
  clock = bw_plot_format_clock (zone, time_ms);
  /* Translators: a day and a time of it */
  return g_strdup_printf (_("%s, %s"), day, clock);
}

static char *
make_title (const BwRhythm *rhythm)
{
  const char *kind = get_kind_name (rhythm->key.kind);
  g_autofree char *start = format_start (rhythm, 0);

  if (start == NULL)
    return g_strdup (kind);
  /* Translators: "HRV reading" and when it was */
  return g_strdup_printf (_("%s, %s"), kind, start);
}

/* "Apple Watch · night.txt · length 5:02" */
static char *
describe_source (const BwRhythmReport *self)
{
  const BwRhythm *rhythm = self->rhythm;
  g_autofree char *length = bw_plot_format_elapsed (bw_rhythm_get_duration_ms (rhythm));
  g_autoptr (GString) text = g_string_new (NULL);

  if (rhythm->device != NULL && *rhythm->device != '\0')
    g_string_append_printf (text, "%s · ", rhythm->device);
  if (rhythm->name != NULL && *rhythm->name != '\0')
    g_string_append_printf (text, "%s · ", rhythm->name);
  /* Translators: minutes and seconds, or hours too */
  g_string_append_printf (text, _("length %s"), length);
  if (self->is_part)
    {
      g_autoptr (GTimeZone) zone
        = rhythm->time_known ? g_time_zone_new_offset (rhythm->offset_min * 60) : NULL;
      g_autofree char *from = bw_plot_format_rhythm_time (zone, rhythm->start_ms, self->from_ms);
      g_autofree char *to = bw_plot_format_rhythm_time (zone, rhythm->start_ms, self->to_ms);

      g_string_append (text, " · ");
      /* Translators: by the clock, or since the first beat, from and to */
      g_string_append_printf (text, _("this report is of %s to %s"), from, to);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
append_metric (GString     *text,
               BwMetric     metric,
               const BwHrv *hrv,
               const char  *format)
{
  double value;
  g_autofree char *number = NULL;
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

  if (!bw_metric_get_value (metric, hrv, &value))
    return;
  number = bw_report_format_number (TRUE, value, (int) bw_metric_get_digits (metric));
  if (number != NULL)
    g_string_append_printf (text, " %s%s%s", parts[0], number, parts[1]);
}

/* Whether what was found is healthy people's, where a norm is made for this length. */
static void
append_norm (GString              *text,
             const BwRhythmReport *self,
             BwMetric              metric)
{
  BwMetricNorm norm;
  double value;

  if (bw_metric_get_trust (metric, self->hrv) != BW_TRUST_GOOD
      || !bw_metric_get_value (metric, self->hrv, &value)
      || !bw_metric_get_norm (metric, bw_hrv_get_norm_s (self->hrv), self->age_years, &norm)
      || norm.is_guide)
    return;
  g_string_append_c (text, ' ');
  switch (bw_metric_norm_get_side (&norm, value))
    {
    case -1:
      /* Translators: SDNN, the range, its source */
      g_string_append_printf (text, _("%s is below what 95 in 100 healthy people have (%.0f to %.0f; %s)."),
                              bw_metric_get_name (metric), norm.low, norm.high, norm.source);
      break;
    case 1:
      g_string_append_printf (text, _("%s is above what 95 in 100 healthy people have (%.0f to %.0f; %s)."),
                              bw_metric_get_name (metric), norm.low, norm.high, norm.source);
      break;
    default:
      g_string_append_printf (text, _("%s is within what 95 in 100 healthy people have (%.0f to %.0f; %s)."),
                              bw_metric_get_name (metric), norm.low, norm.high, norm.source);
    }
}

static char *
summarise (const BwRhythmReport *self)
{
  const BwHrv *hrv = self->hrv;
  g_autofree char *length = bw_plot_format_elapsed (1000 * hrv->duration_s);
  g_autofree char *beats = bw_format_count (hrv->n_beats);
  g_autofree char *artefacts = bw_format_count (hrv->n_artefacts);
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: beats, and minutes and seconds */
  g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%s beat in %s.", "%s beats in %s.",
                                             hrv->n_beats),
                          beats, length);
  append_metric (text, BW_METRIC_MEAN_HR, hrv, _("The heart beat %s times a minute on average."));
  append_metric (text, BW_METRIC_RMSSD, hrv,
                 _("From one beat to the next the intervals differed by %s ms (RMSSD);"));
  append_metric (text, BW_METRIC_SDNN, hrv, _("around their mean they varied by %s ms (SDNN)."));
  append_norm (text, self, BW_METRIC_RMSSD);
  append_norm (text, self, BW_METRIC_SDNN);
  g_string_append_c (text, ' ');
  if (self->rhythm->settings.correction == BW_CORRECTION_NONE && hrv->n_artefacts == 0)
    g_string_append (text, _("Artefacts were not looked for."));
  else if (hrv->n_artefacts == 0)
    g_string_append (text, _("No artefacts were found."));
  else
    /* Translators: how many beats, and their share of all */
    g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE,
                                               "%s of the beats (%.1f %%) was corrected or left out.",
                                               "%s of the beats (%.1f %%) were corrected or left out.",
                                               hrv->n_artefacts),
                            artefacts, 100.0 * hrv->n_artefacts / MAX (hrv->n_beats, 1));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_remarks (BwReportDocument *document,
             const BwHrv      *hrv)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (hrv->notes->len == 0)
    return;
  bw_report_document_add_heading (document, _("What to keep in mind"));
  for (guint i = 0; i < hrv->notes->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            (const char *) g_ptr_array_index (hrv->notes, i));
  bw_report_document_add_text (document, text->str);
}

static gboolean
check (const BwRhythmReport *self,
       GError              **error)
{
  if (self->hrv->n >= LEAST_INTERVALS)
    return TRUE;
  g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                       self->is_part
                         ? _("There are no beats in this part to report of; choose a longer one")
                         : _("There are too few beats in it to report of"));
  return FALSE;
}

static GBytes *
render (const BwRhythmReport   *self,
        const BwReportOptions  *options,
        BwProgress             *progress,
        GCancellable           *cancellable,
        GError                **error)
{
  g_autofree char *title = make_title (self->rhythm);
  g_autofree char *source = describe_source (self);
  g_autofree char *summary = summarise (self);
  g_autoptr (BwReportDocument) document = bw_report_document_new (title, options->paper,
                                                                  options->family);

  bw_report_add_head (document, options, title);
  bw_report_document_add_small_print (document, source);
  bw_report_document_add_text (document, summary);
  bw_rhythm_report_add_tachogram (document, self);
  bw_rhythm_report_add_charts (document, self);
  bw_rhythm_report_add_corrections (document, self);
  bw_rhythm_report_add_metrics (document, self);
  add_remarks (document, self->hrv);
  bw_rhythm_report_add_method (document, self);
  return bw_report_document_render (document, progress, cancellable, error);
}

GBytes *
bw_rhythm_report_render (const BwRhythm         *rhythm,
                         double                  from_ms,
                         double                  to_ms,
                         double                  age_years,
                         const BwReportOptions  *options,
                         BwProgress             *progress,
                         GCancellable           *cancellable,
                         GError                **error)
{
  double length_ms = bw_rhythm_get_duration_ms (rhythm);
  g_autoptr (BwHrv) hrv = NULL;
  g_autoptr (BwHrvTrack) track = NULL;
  BwRhythmReport self = {
    .rhythm = rhythm,
    .from_ms = MAX (from_ms, 0),
    .to_ms = MIN (to_ms, length_ms),
    .age_years = age_years,
  };

  self.is_part = self.from_ms > 0 || self.to_ms < length_ms;
  bw_progress_begin_stage (progress, _("Computing the metrics…"), ANALYSIS_SHARE);
  hrv = bw_rhythm_analyse (rhythm, from_ms, to_ms);
  self.hrv = hrv;
  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !check (&self, error))
    return NULL;

  bw_progress_begin_stage (progress, _("Following them over time…"), TRACK_SHARE);
  track = bw_rhythm_track (rhythm, from_ms, to_ms, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  self.track = track != NULL && track->n > 1 ? track : NULL;
  bw_progress_begin_stage (progress, _("Drawing the report…"), 1 - ANALYSIS_SHARE - TRACK_SHARE);
  return render (&self, options, progress, cancellable, error);
}
