/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-day-report.h"

#include "base/bw-format-count.h"
#include "base/bw-time.h"
#include "plot/bw-plot-readings.h"
#include "report/bw-tachogram-figure.h"
#include "rhythm/bw-rhythm-list.h"
#include "rhythm/bw-rhythm.h"
#include "signal/bw-reading.h"
#include "store/bw-readings.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define CHART_HEIGHT 170.0
#define TACHOGRAM_HEIGHT 105.0
#define TACHOGRAMS_A_ROW 2
/* A day has some ten readings; more than these are in the table alone. */
#define MOST_TACHOGRAMS 48
#define READ_SHARE 0.1
#define LOAD_SHARE 0.5

/* A rhythm of the day. */
typedef struct
{
  const BwRhythmRow *row;
  const BwReadingRow *reading; /* (nullable): of one */
  gboolean at_night;
  BwRhythm *rhythm;
  gboolean has_rmssd, has_sdnn, has_hr;
  double rmssd_ms, sdnn_ms, hr_bpm;
} Entry;

typedef struct
{
  gint64 day, from_ms, to_ms;
  GTimeZone *zone;
  const BwTrend *trend;        /* (nullable): nothing counts before its end */
  const BwTrendDay *trend_day; /* (nullable) */
  GArray *entries;             /* (element-type Entry): by start */
  guint n_readings, n_used;
} Day;

static void
clear_entry (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->rhythm, bw_rhythm_unref);
}

/* --- What there is ----------------------------------------------------------------------------- */

static const BwReadingRow *
find_reading (GArray *readings,
              gint64  id)
{
  for (guint i = 0; i < readings->len; i++)
    if (g_array_index (readings, BwReadingRow, i).id == id)
      return &g_array_index (readings, BwReadingRow, i);
  return NULL;
}

static gboolean
was_at_night (const Day *day,
              gint64     id)
{
  for (guint i = 0; day->trend != NULL && i < day->trend->readings->len; i++)
    {
      const BwTrendReading *reading = &g_array_index (day->trend->readings, BwTrendReading, i);

      if (reading->id == id)
        return reading->at_night;
    }
  return FALSE;
}

static void
list_entries (Day    *day,
              GArray *rows,
              GArray *readings)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const BwRhythmRow *row = &g_array_index (rows, BwRhythmRow, i);
      Entry entry = { .row = row };

      if (row->start_ms < day->from_ms || row->start_ms >= day->to_ms)
        continue;
      if (row->key.kind == BW_RHYTHM_READING)
        {
          entry.reading = find_reading (readings, row->key.id);
          entry.at_night = was_at_night (day, row->key.id);
          day->n_readings++;
          day->n_used += row->used;
        }
      g_array_append_val (day->entries, entry);
    }
}

static gboolean
load_entries (Day           *day,
              BwLibrary     *library,
              BwProgress    *progress,
              GCancellable  *cancellable,
              GError       **error)
{
  for (guint i = 0; i < day->entries->len; i++)
    {
      Entry *entry = &g_array_index (day->entries, Entry, i);
      g_autoptr (BwHrv) hrv = NULL;

      entry->rhythm = bw_rhythm_load (library, &entry->row->key, cancellable, error);
      if (entry->rhythm == NULL)
        return FALSE;
      hrv = bw_rhythm_analyse (entry->rhythm, 0, G_MAXDOUBLE);
      entry->has_rmssd = entry->row->has_rmssd || hrv->time.has_rmssd;
      entry->rmssd_ms = entry->row->has_rmssd ? entry->row->rmssd_ms : hrv->time.rmssd_ms;
      entry->has_sdnn = hrv->time.has_sd;
      entry->sdnn_ms = hrv->time.sdnn_ms;
      entry->has_hr = hrv->time.has_mean;
      entry->hr_bpm = hrv->time.mean_instant_hr_bpm;
      bw_progress_update (progress, (i + 1.0) / day->entries->len);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Words ------------------------------------------------------------------------------------- */

static char *
summarise_readings (const Day *day)
{
  if (day->n_readings == 0)
    return g_strdup (_("No reading of a watch is of this day."));
  /* Translators: readings, and how many of them count for trend and forecast */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u reading of this day, of which %u counts.",
                                       "%u readings of this day, of which %u count.", day->n_readings),
                          day->n_readings, day->n_used);
}

/* Returns: (transfer full) (nullable) */
static char *
summarise_value (const Day *day)
{
  const BwTrendDay *trend_day = day->trend_day;
  const char *measure, *what;
  double value;

  if (trend_day == NULL || trend_day->n == 0)
    return NULL;
  measure = day->trend->measure == BW_MEASURE_SDNN ? "SDNN" : "RMSSD";
  what = day->trend->of_nights ? _("of the night") : _("of the day");
  value = exp (trend_day->ln_mean);
  if (!trend_day->has_normal)
    /* Translators: RMSSD, "of the night", milliseconds */
    return g_strdup_printf (_("Mean %s %s: %.0f ms."), measure, what, value);
  if (trend_day->ln_mean < trend_day->normal_low)
    /* Translators: RMSSD, "of the night", milliseconds, the range from and to */
    return g_strdup_printf (_("Mean %s %s: %.0f ms, below this person’s normal range of %.0f to %.0f ms."),
                            measure, what, value, exp (trend_day->normal_low),
                            exp (trend_day->normal_high));
  if (trend_day->ln_mean > trend_day->normal_high)
    return g_strdup_printf (_("Mean %s %s: %.0f ms, above this person’s normal range of %.0f to %.0f ms."),
                            measure, what, value, exp (trend_day->normal_low),
                            exp (trend_day->normal_high));
  return g_strdup_printf (_("Mean %s %s: %.0f ms, within this person’s normal range of %.0f to %.0f ms."),
                          measure, what, value, exp (trend_day->normal_low),
                          exp (trend_day->normal_high));
}

static const char *
get_kind_name (const Entry *entry)
{
  switch (entry->row->key.kind)
    {
    case BW_RHYTHM_ECG:
      return _("ECG");
    case BW_RHYTHM_RR:
      return _("RR recording");
    case BW_RHYTHM_READING:
    default:
      return _("Reading");
    }
}

static char *
format_clock (const Day   *day,
              const Entry *entry)
{
  /* What was recorded without a clock has its day alone. */
  return entry->row->time_known ? bw_plot_format_clock (day->zone, entry->row->start_ms)
                                : g_strdup ("–");
}

/* Why it does not count. Returns: translated */
static const char *
get_reason (const char *why_not)
{
  for (guint verdict = BW_READING_USED; verdict <= BW_READING_OUT_OF_RANGE; verdict++)
    if (g_strcmp0 (why_not, bw_reading_verdict_get_id (verdict)) == 0)
      return bw_reading_verdict_get_text (verdict);
  return _("Does not count");
}

static char *
format_remark (const Entry *entry)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (entry->at_night)
    g_string_append (text, _("at night"));
  if (!entry->row->used)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", get_reason (entry->row->why_not));
  if (bw_rhythm_is_edited (entry->rhythm))
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", _("edited by hand"));
  if (entry->row->name != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", entry->row->name);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- Parts ------------------------------------------------------------------------------------- */

/* The chart, with its arrays. */
typedef struct
{
  BwPlotReadings plot;
  BwPlotReading *readings;
  GTimeZone *zone;
} Chart;

static void
chart_free (gpointer data)
{
  Chart *self = data;

  g_free (self->readings);
  g_time_zone_unref (self->zone);
  g_free (self);
}

static void
paint_chart (cairo_t                    *cr,
             const BwPlotRect           *area,
             const BwPlotPalette        *palette,
             const PangoFontDescription *font,
             gpointer                    data)
{
  const Chart *self = data;

  bw_plot_readings_paint (cr, area, &self->plot, palette, font);
}

static void
add_chart (BwReportDocument *document,
           const Day        *day)
{
  Chart *self = g_new0 (Chart, 1);
  const BwReportChart chart = {
    .title = _("The day by the clock"),
    .note = _("Bars reach one standard error to both sides."),
    .paint = paint_chart,
    .data = self,
    .free_data = chart_free,
  };
  BwPlotReadings *plot = &self->plot;

  self->zone = g_time_zone_ref (day->zone);
  self->readings = g_new0 (BwPlotReading, day->entries->len);
  for (guint i = 0; i < day->entries->len; i++)
    {
      const Entry *entry = &g_array_index (day->entries, Entry, i);

      if (entry->reading == NULL || !entry->has_rmssd)
        continue;
      self->readings[plot->n_readings++] = (BwPlotReading) {
        .time_ms = entry->row->start_ms,
        .value = entry->rmssd_ms,
        .has_error = entry->reading->se_ms >= 0,
        .error = entry->reading->se_ms,
        .kind = !entry->row->used ? BW_PLOT_READING_UNUSED
                : entry->at_night ? BW_PLOT_READING_AT_NIGHT
                                  : BW_PLOT_READING_BY_DAY,
      };
    }
  if (plot->n_readings == 0)
    {
      chart_free (self);
      return;
    }
  plot->zone = self->zone;
  plot->from_ms = day->from_ms;
  plot->to_ms = day->to_ms;
  plot->title = _("RMSSD, ms");
  plot->readings = self->readings;
  plot->kind_names[BW_PLOT_READING_BY_DAY] = _("Reading by day");
  plot->kind_names[BW_PLOT_READING_AT_NIGHT] = _("Reading at night");
  plot->kind_names[BW_PLOT_READING_UNUSED] = _("Does not count");
  plot->normal_name = _("Normal range");
  /* The range is of the measure that the trend goes by. */
  if (day->trend_day != NULL && day->trend_day->has_normal && day->trend->measure == BW_MEASURE_RMSSD)
    {
      plot->has_normal = TRUE;
      plot->normal_low = exp (day->trend_day->normal_low);
      plot->normal_high = exp (day->trend_day->normal_high);
    }
  bw_report_document_add_charts (document, &chart, 1, CHART_HEIGHT);
}

static void
add_table (BwReportDocument *document,
           const Day        *day)
{
  const BwReportColumn columns[] = {
    { _("Time"), BW_REPORT_COLUMN_TEXT },
    { _("What"), BW_REPORT_COLUMN_TEXT },
    { _("Beats"), BW_REPORT_COLUMN_NUMBER },
    { _("Artefacts"), BW_REPORT_COLUMN_NUMBER },
    { _("Heart rate, bpm"), BW_REPORT_COLUMN_NUMBER },
    { _("RMSSD, ms"), BW_REPORT_COLUMN_NUMBER },
    { _("± SE, ms"), BW_REPORT_COLUMN_NUMBER },
    { _("SDNN, ms"), BW_REPORT_COLUMN_NUMBER },
    { _("Remarks"), BW_REPORT_COLUMN_WRAP },
  };
  BwReportTable *table = bw_report_table_new (columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < day->entries->len; i++)
    {
      const Entry *entry = &g_array_index (day->entries, Entry, i);
      gboolean has_error = entry->reading != NULL && entry->reading->se_ms >= 0;

      bw_report_table_add_row (
        table, format_clock (day, entry), g_strdup (get_kind_name (entry)),
        bw_format_count (entry->row->n_beats),
        bw_format_count (entry->rhythm->edited->n_artefacts),
        bw_report_format_number (entry->has_hr, entry->hr_bpm, 0),
        bw_report_format_number (entry->has_rmssd, entry->rmssd_ms, 1),
        bw_report_format_number (has_error, has_error ? entry->reading->se_ms : 0, 1),
        bw_report_format_number (entry->has_sdnn, entry->sdnn_ms, 1), format_remark (entry));
    }
  bw_report_document_add_heading (document, _("Readings and recordings"));
  bw_report_document_add_table (document, table);
}

static void
paint_tachogram (cairo_t                    *cr,
                 const BwPlotRect           *area,
                 const BwPlotPalette        *palette,
                 const PangoFontDescription *font,
                 gpointer                    data)
{
  BwPlotTachogram plot;

  bw_tachogram_figure_get_plot (data, 0, 0, &plot);
  bw_plot_tachogram_paint (cr, area, &plot, palette, font);
}

static void
add_tachograms (BwReportDocument *document,
                const Day        *day)
{
  guint n = MIN (day->entries->len, MOST_TACHOGRAMS);

  bw_report_document_add_heading (document, _("Beat by beat"));
  for (guint i = 0; i < n; i += TACHOGRAMS_A_ROW)
    {
      BwReportChart charts[TACHOGRAMS_A_ROW] = { 0 };
      char *titles[TACHOGRAMS_A_ROW] = { 0 };
      guint n_charts = MIN (TACHOGRAMS_A_ROW, n - i);

      for (guint k = 0; k < n_charts; k++)
        {
          const Entry *entry = &g_array_index (day->entries, Entry, i + k);
          g_autofree char *clock = format_clock (day, entry);

          /* Translators: a time of day and what was recorded then: "07:31, Reading" */
          titles[k] = g_strdup_printf (_("%s, %s"), clock, get_kind_name (entry));
          charts[k] = (BwReportChart) {
            .title = titles[k],
            .paint = paint_tachogram,
            .data = bw_tachogram_figure_new (entry->rhythm),
            .free_data = (GDestroyNotify) bw_tachogram_figure_unref,
          };
        }
      bw_report_document_add_charts (document, charts, TACHOGRAMS_A_ROW, TACHOGRAM_HEIGHT);
      for (guint k = 0; k < n_charts; k++)
        g_free (titles[k]);
    }
  if (n < day->entries->len)
    {
      g_autofree char *text = g_strdup_printf (_("The first %u of %u are shown."), n, day->entries->len);

      bw_report_document_add_small_print (document, text);
    }
}

static void
add_method (BwReportDocument *document,
            const Day        *day)
{
  bw_report_add_method (
    document,
    day->trend != NULL && day->trend->of_nights
      ? _("The night is the one that ended on this day. Its mean is that of ln ms, told as ms, of the "
          "readings in its sleep; those before midnight stand in the report of the day before.")
      : _("The mean of the day is that of ln ms of its readings, told as ms."),
    _("RMSSD of a reading is without what the clock of the watch adds; its standard error is the "
      "jackknife’s over beats. SDNN is that of the NN intervals, n − 1."),
    _("Artefacts are found and corrected after Lipponen and Tarvainen 2019, J Med Eng Technol 43:173–181. A "
      "reading counts that has 20 NN intervals, no more than 20 % artefacts, and an RMSSD of 5 to "
      "250 ms."),
    _("The normal range is the mean of the last 60 days ± half their standard deviation, after Plews et "
      "al. 2013, Sports Med 43:773–781; it is this person’s own, and no clinical norm."),
    NULL);
}

static GBytes *
render (const Day              *day,
        const GPtrArray        *notes,
        const BwReportOptions  *options,
        BwProgress             *progress,
        GCancellable           *cancellable,
        GError                **error)
{
  g_autofree char *name = bw_report_format_day (day->day);
  /* Translators: a month or a day */
  g_autofree char *title = g_strdup_printf (_("Heart rate variability, %s"), name);
  g_autofree char *readings = summarise_readings (day);
  g_autofree char *value = summarise_value (day);
  g_autoptr (BwReportDocument) document = bw_report_document_new (title, options->paper,
                                                                  options->family);

  bw_report_add_head (document, options, title);
  bw_report_document_add_text (document, readings);
  bw_report_document_add_text (document, value);
  add_chart (document, day);
  add_table (document, day);
  add_tachograms (document, day);
  bw_report_add_notes (document, notes, day->zone);
  add_method (document, day);
  return bw_report_document_render (document, progress, cancellable, error);
}

GBytes *
bw_day_report_render (BwLibrary              *library,
                      BwMeasure               measure,
                      gint64                  day_count,
                      const BwReportOptions  *options,
                      BwProgress             *progress,
                      GCancellable           *cancellable,
                      GError                **error)
{
  g_autoptr (GTimeZone) zone = bw_library_get_zone (library);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GArray) rows = NULL, readings = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (BwTrend) trend = NULL;
  g_autoptr (GError) local = NULL;
  Day day = { .day = day_count, .zone = zone, .entries = entries };

  g_array_set_clear_func (entries, clear_entry);
  bw_progress_begin_stage (progress, _("Reading the day…"), READ_SHARE);
  day.from_ms = bw_time_from_local (zone, day_count * BW_TIME_DAY);
  day.to_ms = bw_time_from_local (zone, (day_count + 1) * BW_TIME_DAY);
  rows = bw_rhythm_list (library, error);
  if (rows == NULL)
    return NULL;
  readings = bw_library_read_readings (library, day.from_ms, day.to_ms, error);
  if (readings == NULL)
    return NULL;
  notes = bw_library_list_annotations (library, day.from_ms, day.to_ms, error);
  if (notes == NULL)
    return NULL;
  trend = bw_trend_new (library, measure, day.from_ms, day.to_ms, cancellable, &local);
  if (trend == NULL && !g_error_matches (local, BW_ERROR, BW_ERROR_TOO_FEW))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  day.trend = trend;
  for (guint i = 0; trend != NULL && i < trend->days->len; i++)
    if (g_array_index (trend->days, BwTrendDay, i).day == day_count)
      day.trend_day = &g_array_index (trend->days, BwTrendDay, i);
  list_entries (&day, rows, readings);
  if (day.entries->len == 0)
    {
      g_autofree char *name = bw_report_format_day (day_count);

      g_set_error (error, BW_ERROR, BW_ERROR_TOO_FEW,
                   _("There are no readings or recordings of %s; choose another day"), name);
      return NULL;
    }

  bw_progress_begin_stage (progress, _("Looking at its beats…"), LOAD_SHARE);
  if (!load_entries (&day, library, progress, cancellable, error))
    return NULL;
  bw_progress_begin_stage (progress, _("Drawing the report…"), 1 - READ_SHARE - LOAD_SHARE);
  return render (&day, notes, options, progress, cancellable, error);
}
