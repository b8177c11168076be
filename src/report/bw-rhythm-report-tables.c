/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-rhythm-report-private.h"

#include "base/bw-format-count.h"

#include <glib/gi18n-lib.h>

/* --- What was corrected ------------------------------------------------------------------------ */

/* Beats of the part, by what holds of them. */
typedef struct
{
  guint n;                            /* that are not removed */
  guint verdicts[BW_BEAT_N_VERDICTS]; /* in force */
  guint marked[BW_BEAT_N_VERDICTS];   /* of these, by hand */
  guint by_hand[BW_N_EDIT_KINDS];
} Counts;

static void
count_beats (const BwRhythmReport *self,
             Counts               *counts)
{
  *counts = (Counts) { 0 };
  for (guint i = 0; i < self->rhythm->n_beats; i++)
    {
      const BwEditedBeat *beat = &self->rhythm->beats[i];
      gboolean marked = beat->by_hand == 1 + BW_EDIT_MARK;

      if (beat->time_ms < self->from_ms || beat->time_ms > self->to_ms)
        continue;
      if (beat->by_hand > 0)
        counts->by_hand[beat->by_hand - 1]++;
      if (beat->removed)
        continue;
      counts->n++;
      counts->verdicts[beat->verdict]++;
      counts->marked[beat->verdict] += marked;
    }
}

static char *
format_share (guint n,
              guint all)
{
  g_autofree char *number = bw_report_format_number (all > 0, 100.0 * n / MAX (all, 1), 1);

  /* Translators: a share in percent */
  return number != NULL ? g_strdup_printf (_("%s %%"), number) : NULL;
}

static const char *
get_remedy (BwBeatVerdict verdict)
{
  switch (verdict)
    {
    case BW_BEAT_ECTOPIC:
      return _("moved to where it was due");
    case BW_BEAT_MISSED:
      return _("a beat inserted midway");
    case BW_BEAT_EXTRA:
      return _("left out");
    case BW_BEAT_LONG_SHORT:
      return _("the interval left out");
    case BW_BEAT_NORMAL:
    default:
      return "";
    }
}

static gboolean
is_anything_done (const Counts *counts)
{
  guint n_by_hand = 0;

  for (guint i = 0; i < BW_N_EDIT_KINDS; i++)
    n_by_hand += counts->by_hand[i];
  return n_by_hand > 0 || counts->verdicts[BW_BEAT_NORMAL] < counts->n;
}

void
bw_rhythm_report_add_corrections (BwReportDocument     *document,
                                  const BwRhythmReport *self)
{
  const BwReportColumn columns[] = {
    { _("Beats"), BW_REPORT_COLUMN_TEXT },
    { _("Number"), BW_REPORT_COLUMN_NUMBER },
    { _("Share"), BW_REPORT_COLUMN_NUMBER },
    { _("Marked by hand"), BW_REPORT_COLUMN_NUMBER },
    { _("What was done"), BW_REPORT_COLUMN_DIM },
  };
  BwReportTable *table = bw_report_table_new (columns, G_N_ELEMENTS (columns));
  Counts counts;

  bw_report_table_set_compact (table);
  count_beats (self, &counts);
  if (!is_anything_done (&counts))
    {
      bw_report_table_free (table);
      return;
    }
  for (guint i = 0; i < BW_BEAT_N_VERDICTS; i++)
    if (i == BW_BEAT_NORMAL || counts.verdicts[i] > 0)
      bw_report_table_add_row (table, g_strdup (bw_beat_verdict_get_text (i)),
                               bw_format_count (counts.verdicts[i]),
                               format_share (counts.verdicts[i], counts.n),
                               counts.marked[i] > 0 ? bw_format_count (counts.marked[i]) : NULL,
                               g_strdup (get_remedy (i)));
  for (guint i = 0; i < BW_N_EDIT_KINDS; i++)
    if (i != BW_EDIT_MARK && counts.by_hand[i] > 0)
      bw_report_table_add_row (table, g_strdup (bw_beat_edit_kind_get_text (i)),
                               bw_format_count (counts.by_hand[i]), NULL,
                               bw_format_count (counts.by_hand[i]), g_strdup (""));
  bw_report_document_add_heading (document, _("What was corrected"));
  bw_report_document_add_table (document, table);
}

/* --- Metrics ----------------------------------------------------------------------------------- */

/* Remarks below the table, each told once and referred to by its sign. */
typedef struct
{
  const char *const *signs;
  guint n_signs;
  GPtrArray *texts;        /* (element-type utf8) */
} Remarks;

static const char *const digits[] = { "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
static const char *const letters[] = { "ᵃ", "ᵇ", "ᶜ", "ᵈ", "ᵉ", "ᶠ", "ᵍ", "ʰ" };

/* Its sign; "*" of one too many. @text: (nullable): "" */
static const char *
refer (Remarks    *self,
       const char *text)
{
  guint i;

  if (text == NULL)
    return "";
  if (!g_ptr_array_find_with_equal_func (self->texts, text, g_str_equal, &i))
    {
      i = self->texts->len;
      g_ptr_array_add (self->texts, g_strdup (text));
    }
  return i < self->n_signs ? self->signs[i] : "*";
}

static void
append_remarks (GString       *out,
                const Remarks *self)
{
  for (guint i = 0; i < self->texts->len; i++)
    g_string_append_printf (out, "%s%s %s", out->len > 0 ? "   " : "",
                            i < self->n_signs ? self->signs[i] : "*",
                            (const char *) g_ptr_array_index (self->texts, i));
}

/* "above", or nothing where it is within, or where a norm is only a guide. */
static const char *
get_side (const BwMetricNorm *norm,
          double              value)
{
  int side = norm->is_guide ? 0 : bw_metric_norm_get_side (norm, value);

  /* Translators: than healthy people have */
  return side < 0 ? _("below") : side > 0 ? _("above") : "";
}

static char *
format_range (const BwMetricNorm *norm,
              int                 n_digits,
              const char         *sign)
{
  /* As many digits as tell it, not as the value has. */
  int shown = norm->high >= 100 ? 0 : n_digits;
  g_autofree char *low = bw_report_format_number (TRUE, norm->low, shown);
  g_autofree char *high = bw_report_format_number (TRUE, norm->high, shown);

  /* Translators: a range, from and to, and a sign for its source */
  return g_strdup_printf (_("%s–%s%s"), low, high, sign);
}

static void
add_metric (BwReportTable        *table,
            const BwRhythmReport *self,
            BwMetric              metric,
            double                value,
            Remarks              *trusts,
            Remarks              *sources)
{
  int n_digits = (int) bw_metric_get_digits (metric);
  g_autofree char *trust = bw_metric_get_trust_text (metric, self->hrv);
  BwMetricNorm norm;
  gboolean has_norm
    = bw_metric_get_norm (metric, bw_hrv_get_norm_s (self->hrv), self->age_years, &norm);

  bw_report_table_add_row (
    table, g_strconcat (bw_metric_get_name (metric), refer (trusts, trust), NULL),
    bw_report_format_number (TRUE, value, n_digits), g_strdup (bw_metric_get_unit (metric)),
    has_norm ? format_range (&norm, n_digits, refer (sources, norm.source)) : g_strdup (""),
    g_strdup (has_norm && trust == NULL ? get_side (&norm, value) : ""));
}

/* Those of a group that cannot be had; the group's name for all of it. */
static void
append_missing (GString              *text,
                const BwRhythmReport *self,
                BwMetricGroup         group)
{
  g_autoptr (GString) names = g_string_new (NULL);
  gboolean any = FALSE;
  double value;

  for (guint metric = 0; metric < BW_N_METRICS; metric++)
    {
      if (bw_metric_get_group (metric) != group)
        continue;
      if (bw_metric_get_value (metric, self->hrv, &value))
        any = TRUE;
      else
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                                bw_metric_get_name (metric));
    }
  if (names->len == 0)
    return;
  g_string_append (text, text->len > 0 ? "; " : "");
  if (!any)
    /* Translators: a group of metrics */
    g_string_append_printf (text, _("all of “%s”"), bw_metric_group_get_name (group));
  else
    /* Translators: metrics, and the group that they are of */
    g_string_append_printf (text, _("%s of “%s”"), names->str, bw_metric_group_get_name (group));
}

static void
add_missing (BwReportDocument     *document,
             const BwRhythmReport *self)
{
  g_autoptr (GString) missing = g_string_new (NULL);
  g_autofree char *line = NULL;

  for (guint group = 0; group < BW_N_METRIC_GROUPS; group++)
    append_missing (missing, self, group);
  if (missing->len == 0)
    return;
  /* Translators: a list of metrics */
  line = g_strdup_printf (_("What could not be computed: %s."), missing->str);
  bw_report_document_add_small_print (document, line);
}

static BwReportTable *
make_table (void)
{
  const BwReportColumn columns[] = {
    { _("Metric"), BW_REPORT_COLUMN_TEXT },
    { _("Value"), BW_REPORT_COLUMN_NUMBER },
    { _("Unit"), BW_REPORT_COLUMN_DIM },
    { _("Healthy people"), BW_REPORT_COLUMN_NUMBER },
    { "", BW_REPORT_COLUMN_DIM },
  };
  BwReportTable *table = bw_report_table_new (columns, G_N_ELEMENTS (columns));

  bw_report_table_set_compact (table);
  return table;
}

void
bw_rhythm_report_add_metrics (BwReportDocument     *document,
                              const BwRhythmReport *self)
{
  /* Waves and shapes stand beside the time domain. */
  BwReportTable *tables[] = { make_table (), make_table () };
  Remarks trusts = { digits, G_N_ELEMENTS (digits), g_ptr_array_new_with_free_func (g_free) };
  Remarks sources = { letters, G_N_ELEMENTS (letters), g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (GString) remarks = g_string_new (NULL);
  int group = -1;

  for (guint metric = 0; metric < BW_N_METRICS; metric++)
    {
      BwReportTable *table = tables[bw_metric_get_group (metric) > BW_METRIC_GROUP_TIME];
      double value;

      if (!bw_metric_get_value (metric, self->hrv, &value))
        continue;
      if ((int) bw_metric_get_group (metric) != group)
        {
          group = (int) bw_metric_get_group (metric);
          bw_report_table_add_group (table, bw_metric_group_get_name (group));
        }
      add_metric (table, self, metric, value, &trusts, &sources);
    }
  bw_report_document_add_heading (document, _("Metrics"));
  bw_report_document_add_tables (document, tables[0], tables[1]);
  append_remarks (remarks, &trusts);
  append_remarks (remarks, &sources);
  bw_report_document_add_small_print (document, remarks->str);
  add_missing (document, self);
  g_ptr_array_unref (trusts.texts);
  g_ptr_array_unref (sources.texts);
}

/* --- Method ------------------------------------------------------------------------------------ */

static char *
describe_correction (const BwRhythm *rhythm)
{
  double alpha = bw_correction_get_alpha (rhythm->settings.correction);
  g_autofree char *shown = bw_report_format_number (TRUE, alpha, 1);

  if (rhythm->settings.correction == BW_CORRECTION_NONE)
    return g_strdup (_("Artefacts were not looked for. What was done by hand holds."));
  return g_strdup_printf (
    _("Artefacts are found and corrected after Lipponen and Tarvainen 2019, J Med Eng Technol 43:173–181, "
      "with a threshold of %s quartile deviations (“%s”; 5.2 as published). Intervals that rest on a beat "
      "that was inserted or moved count in spectra, but not in the time domain."),
    shown, bw_correction_get_text (rhythm->settings.correction));
}

void
bw_rhythm_report_add_method (BwReportDocument     *document,
                             const BwRhythmReport *self)
{
  const BwRhythmSettings *settings = &self->rhythm->settings;
  g_autofree char *correction = describe_correction (self->rhythm);
  g_autofree char *window = bw_report_format_number (TRUE, settings->window_s, 0);
  g_autofree char *spectra = g_strdup_printf (
    _("Spectra: Welch’s averaged periodogram (1967) of the 4 Hz cubic spline, Hann windows of up to %s s "
      "that overlap by half; and the periodogram of Lomb (1976) and Scargle (1982) on the beats’ own "
      "times, which needs no interpolation. Bands: VLF 0.0033–0.04, LF 0.04–0.15, HF 0.15–0.4 Hz."),
    window);

  bw_report_add_method (
    document, correction,
    settings->detrend ? _("The slow trend was removed first: smoothness priors, λ = 500 at 4 Hz (Tarvainen "
                          "et al. 2002, IEEE Trans Biomed Eng 49:172–175).")
                      : _("The slow trend was not removed."),
    _("Time domain: Task Force of the ESC and NASPE 1996, Circulation 93:1043–1065; SDNN and SDSD with "
      "n − 1, the histogram in bins of 1/128 s. Shortest lengths: the Task Force, and Munoz et al. 2015, "
      "PLoS ONE 10:e0138921."),
    spectra,
    _("Nonlinear: Poincaré plot (Brennan et al. 2001), sample entropy (Richman and Moorman 2000) and "
      "approximate entropy (Pincus 1991) with m = 2 and r = 0.2 SD, detrended fluctuation analysis (Peng "
      "et al. 1995), α1 of 4–16 and α2 of 16–64 beats."),
    NULL);
}
