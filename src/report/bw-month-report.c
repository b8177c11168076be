/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-month-report.h"

#include "base/bw-time.h"
#include "plot/bw-plot-month.h"
#include "report/bw-trend-figure.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define TREND_HEIGHT 230.0
#define MOST_DAYS 31
/* Readings are looked through before the first page is drawn. */
#define READ_SHARE 0.5

/* A month of a trend. */
typedef struct
{
  const BwTrend *trend;
  const GPtrArray *notes;
  int year, month;
  gint64 first_day;        /* day count */
  guint n_days;
  const BwTrendDay *days[MOST_DAYS]; /* (nullable): before the first reading, or after the last */

  guint n_readings;        /* that count */
  guint n_known;           /* days with a value */
  double mean;             /* of these, ln */
  const BwTrendDay *lowest, *highest;
} Month;

static const char *
get_measure_name (const Month *self)
{
  return self->trend->measure == BW_MEASURE_SDNN ? "SDNN" : "RMSSD";
}

static gint64
get_next_month (int year,
                int month)
{
  return bw_time_days_from_civil (month == 12 ? year + 1 : year, month % 12 + 1, 1);
}

static void
find_days (Month *self)
{
  double sum = 0;

  for (guint i = 0; i < self->trend->days->len; i++)
    {
      const BwTrendDay *day = &g_array_index (self->trend->days, BwTrendDay, i);
      guint n;

      if (day->day < self->first_day || day->day >= self->first_day + self->n_days)
        continue;
      self->days[day->day - self->first_day] = day;
      bw_trend_find_readings (self->trend, day, &n);
      self->n_readings += n;
      if (day->n == 0)
        continue;
      self->n_known++;
      sum += day->ln_mean;
      if (self->lowest == NULL || day->ln_mean < self->lowest->ln_mean)
        self->lowest = day;
      if (self->highest == NULL || day->ln_mean > self->highest->ln_mean)
        self->highest = day;
    }
  if (self->n_known > 0)
    self->mean = sum / self->n_known;
}

/* --- Words ------------------------------------------------------------------------------------- */

static char *
summarise_days (const Month *self)
{
  g_autofree char *readings
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u reading", "%u readings", self->n_readings),
                       self->n_readings);
  g_autofree char *low = NULL, *high = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->trend->of_nights)
    /* Translators: nights known, days of the month, "112 readings" */
    g_string_append_printf (text, _("%u of the %u nights of the month are known; %s count in all."),
                            self->n_known, self->n_days, readings);
  else
    /* Translators: days known, days of the month, "112 readings" */
    g_string_append_printf (text, _("%u of the %u days of the month are known; %s count in all."),
                            self->n_known, self->n_days, readings);
  if (self->n_known < 2)
    return g_string_free (g_steal_pointer (&text), FALSE);

  low = bw_report_format_day (self->lowest->day);
  high = bw_report_format_day (self->highest->day);
  g_string_append_c (text, ' ');
  /* Translators: RMSSD, its mean, the least with its date, the most with its date */
  g_string_append_printf (text, _("%s was %.0f ms on average, from %.0f ms (%s) to %.0f ms (%s)."),
                          get_measure_name (self), exp (self->mean), exp (self->lowest->ln_mean), low,
                          exp (self->highest->ln_mean), high);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Where the month ends. Returns: (transfer full) */
static char *
summarise_end (const Month *self)
{
  const BwTrendDay *last = NULL;
  g_autofree char *date = NULL;

  for (guint i = 0; i < self->n_days; i++)
    if (self->days[i] != NULL)
      last = self->days[i];
  if (last == NULL || !last->has_normal)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "A normal range needs %d day with readings within %d days.",
                                         "A normal range needs %d days with readings within %d days.",
                                         BW_TREND_NORMAL_MIN),
                            BW_TREND_NORMAL_MIN, BW_TREND_NORMAL_DAYS);
  if (!last->has_week)
    return g_strdup (_("At its end there are too few readings for a 7-day mean."));

  date = bw_report_format_day (last->day);
  switch (bw_trend_day_get_side (last))
    {
    case -1:
      /* Translators: a date, a mean, the range from and to */
      return g_strdup_printf (_("On %s the 7-day mean was %.0f ms, below the normal range of %.0f to "
                                "%.0f ms."),
                              date, exp (last->week_mean), exp (last->normal_low),
                              exp (last->normal_high));
    case 1:
      return g_strdup_printf (_("On %s the 7-day mean was %.0f ms, above the normal range of %.0f to "
                                "%.0f ms."),
                              date, exp (last->week_mean), exp (last->normal_low),
                              exp (last->normal_high));
    default:
      return g_strdup_printf (_("On %s the 7-day mean was %.0f ms, within the normal range of %.0f to "
                                "%.0f ms."),
                              date, exp (last->week_mean), exp (last->normal_low),
                              exp (last->normal_high));
    }
}

static const char *
get_side_word (const BwTrendDay *day)
{
  if (!day->has_week || !day->has_normal)
    return "–";
  switch (bw_trend_day_get_side (day))
    {
    case -1:
      return _("below");
    case 1:
      return _("above");
    default:
      return _("within");
    }
}

/* --- Calendar ---------------------------------------------------------------------------------- */

/* What the document keeps of it. */
typedef struct
{
  BwPlotMonth plot;
  BwPlotMonthDay days[MOST_DAYS];
  GPtrArray *texts;
} Calendar;

static void
calendar_free (gpointer data)
{
  Calendar *self = data;

  g_ptr_array_unref (self->texts);
  g_free (self);
}

static const char *
keep (Calendar *self,
      char     *text)
{
  g_ptr_array_add (self->texts, text);
  return text;
}

static gboolean
is_noted (const Month      *month,
          const BwTrendDay *day)
{
  for (guint i = 0; month->notes != NULL && i < month->notes->len; i++)
    {
      const BwAnnotation *note = g_ptr_array_index (month->notes, i);

      if (note->start_ms < day->end_ms
          && (note->end_ms > day->start_ms || note->start_ms >= day->start_ms))
        return TRUE;
    }
  return FALSE;
}

static void
fill_day (Calendar         *self,
          const Month      *month,
          const BwTrendDay *day,
          BwPlotMonthDay   *out)
{
  guint n;

  bw_trend_find_readings (month->trend, day, &n);
  out->noted = is_noted (month, day);
  out->has_normal = day->has_normal;
  out->normal_low = day->normal_low;
  out->normal_high = day->normal_high;
  out->has_value = day->n > 0;
  out->value = day->ln_mean;
  if (day->n > 0)
    out->label = keep (self, g_strdup_printf ("%.0f", exp (day->ln_mean)));
  if (n > 0)
    out->detail = keep (self, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u reading",
                                                            "%u readings", n),
                                               n));
}

static Calendar *
calendar_new (const Month *month)
{
  Calendar *self = g_new0 (Calendar, 1);
  int first_weekday = bw_time_first_weekday ();

  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->plot.days = self->days;
  self->plot.n_days = month->n_days;
  self->plot.first = (guint) (bw_time_weekday_from_days (month->first_day) - first_weekday + 7) % 7;
  /* 5 January 1970 was a Monday. */
  for (int i = 0; i < 7; i++)
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc ((4 + (first_weekday - 1 + i) % 7)
                                                                  * BW_TIME_DAY / BW_TIME_SECOND);

      self->plot.weekdays[i] = keep (self, g_date_time_format (date, "%a"));
    }
  for (guint i = 0; i < month->n_days; i++)
    if (month->days[i] != NULL)
      fill_day (self, month, month->days[i], &self->days[i]);
  self->plot.low = month->lowest->ln_mean;
  self->plot.high = month->highest->ln_mean;
  return self;
}

static void
paint_calendar (cairo_t                    *cr,
                const BwPlotRect           *area,
                const BwPlotPalette        *palette,
                const PangoFontDescription *font,
                gpointer                    data)
{
  const Calendar *self = data;

  bw_plot_month_paint (cr, area, &self->plot, palette, font);
}

static void
add_calendar (BwReportDocument *document,
              const Month      *month)
{
  Calendar *calendar = calendar_new (month);
  /* Translators: RMSSD or SDNN */
  g_autofree char *title = g_strdup_printf (month->trend->of_nights ? _("%s of each night, ms")
                                                                    : _("%s of each day, ms"),
                                            get_measure_name (month));
  const BwReportChart chart = {
    .title = title,
    .note = _("The dot stands between the lowest and the highest of the month; the band is the normal "
              "range. ▲ above it, ▼ below it, ■ a note."),
    .paint = paint_calendar,
    .data = calendar,
    .free_data = calendar_free,
  };

  bw_report_document_add_charts (document, &chart, 1, bw_plot_month_height (&calendar->plot,
                                                       bw_report_document_get_chart_font (document)));
}

/* --- Trend and table --------------------------------------------------------------------------- */

static void
paint_trend (cairo_t                    *cr,
             const BwPlotRect           *area,
             const BwPlotPalette        *palette,
             const PangoFontDescription *font,
             gpointer                    data)
{
  BwPlotTrend plot;

  if (bw_trend_figure_get_plot (data, BW_TREND_FIGURE_READINGS, 0, &plot, NULL))
    bw_plot_trend_paint (cr, area, &plot, palette, font);
}

static void
add_trend (BwReportDocument *document,
           const Month      *month)
{
  const BwReportChart chart = {
    .title = _("Trend"),
    .paint = paint_trend,
    .data = bw_trend_figure_new (month->trend, month->notes),
    .free_data = (GDestroyNotify) bw_trend_figure_unref,
  };

  bw_report_document_add_charts (document, &chart, 1, TREND_HEIGHT);
}

/* "Fri 1 Aug" */
static char *
format_short_day (gint64 day)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * (BW_TIME_DAY / BW_TIME_SECOND));

  /* Translators: a weekday and a day of a month, see g_date_time_format() */
  return g_date_time_format (date, _("%a %-d %b"));
}

static void
add_table (BwReportDocument *document,
           const Month      *month)
{
  const BwReportColumn columns[] = {
    { _("Day"), BW_REPORT_COLUMN_TEXT },
    { _("Readings"), BW_REPORT_COLUMN_NUMBER },
    { month->trend->of_nights ? _("Night, ms") : _("Day, ms"), BW_REPORT_COLUMN_NUMBER },
    { _("7-day mean, ms"), BW_REPORT_COLUMN_NUMBER },
    { _("varies by, %"), BW_REPORT_COLUMN_NUMBER },
    { _("Normal range, ms"), BW_REPORT_COLUMN_NUMBER },
    { _("7-day mean is"), BW_REPORT_COLUMN_TEXT },
    { _("Score"), BW_REPORT_COLUMN_NUMBER },
  };
  BwReportTable *table = bw_report_table_new (columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < month->n_days; i++)
    {
      const BwTrendDay *day = month->days[i];
      guint n;

      if (day == NULL)
        continue;
      bw_trend_find_readings (month->trend, day, &n);
      bw_report_table_add_row (
        table, format_short_day (day->day), g_strdup_printf ("%u", n),
        bw_report_format_number (day->n > 0, exp (day->ln_mean), 0),
        bw_report_format_number (day->has_week, exp (day->week_mean), 0),
        bw_report_format_number (day->has_week, day->week_cv_percent, 1),
        /* Translators: a range, from and to */
        day->has_normal ? g_strdup_printf (_("%.0f to %.0f"), exp (day->normal_low),
                                           exp (day->normal_high))
                        : NULL,
        g_strdup (get_side_word (day)),
        day->has_score ? g_strdup_printf ("%d", bw_zone_shown_score (day->score)) : NULL);
    }
  bw_report_document_add_heading (document, _("By day"));
  bw_report_document_add_table (document, table);
}

static void
add_method (BwReportDocument *document,
            const Month      *month)
{
  bw_report_add_method (
    document,
    month->trend->of_nights
      ? _("The value of a night is the mean of ln ms of the readings that began in its sleep, told as "
          "ms; other readings of the day are not part of it.")
      : _("The value of a day is the mean of ln ms of its readings, told as ms."),
    _("The 7-day mean and how much it varies (the coefficient of variation of ln ms) follow Plews et al. "
      "2012, Eur J Appl Physiol 112:3729–3741. The normal range is the mean of the last 60 days ± half "
      "their standard deviation, after Plews et al. 2013, Sports Med 43:773–781; it is this person’s "
      "own, and no clinical norm."),
    _("Artefacts among the beats are found and corrected after Lipponen and Tarvainen 2019, J Med Eng "
      "Technol 43:173–181; readings with too many are left out."),
    NULL);
}

GBytes *
bw_month_report_render (BwLibrary              *library,
                        BwMeasure               measure,
                        int                     year,
                        int                     month_number,
                        const BwReportOptions  *options,
                        BwProgress             *progress,
                        GCancellable           *cancellable,
                        GError                **error)
{
  Month month = { .year = year, .month = month_number };
  g_autoptr (GTimeZone) zone = bw_library_get_zone (library);
  g_autoptr (BwTrend) trend = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (BwReportDocument) document = NULL;
  g_autofree char *name = bw_report_format_month (year, month_number);
  g_autofree char *title = NULL, *days = NULL, *end = NULL;
  gint64 from_ms, to_ms;

  g_return_val_if_fail (month_number >= 1 && month_number <= 12, NULL);

  bw_progress_begin_stage (progress, _("Reading the month…"), READ_SHARE);
  month.first_day = bw_time_days_from_civil (year, month_number, 1);
  month.n_days = (guint) (get_next_month (year, month_number) - month.first_day);
  from_ms = bw_time_from_local (zone, month.first_day * BW_TIME_DAY);
  to_ms = bw_time_from_local (zone, (month.first_day + month.n_days) * BW_TIME_DAY);
  trend = bw_trend_new (library, measure, from_ms, to_ms, cancellable, error);
  if (trend == NULL)
    return NULL;
  notes = bw_library_list_annotations (library, from_ms, to_ms, error);
  if (notes == NULL)
    return NULL;
  month.trend = trend;
  month.notes = notes;
  find_days (&month);
  if (month.n_known == 0)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_TOO_FEW,
                   _("There are no readings that count in %s; choose another month"), name);
      return NULL;
    }

  /* Translators: a month */
  title = g_strdup_printf (_("Heart rate variability, %s"), name);
  document = bw_report_document_new (title, options->paper, options->family);
  bw_report_add_head (document, options, title);
  days = summarise_days (&month);
  bw_report_document_add_text (document, days);
  end = summarise_end (&month);
  bw_report_document_add_text (document, end);
  add_calendar (document, &month);
  add_trend (document, &month);
  add_table (document, &month);
  bw_report_add_notes (document, notes, zone);
  add_method (document, &month);

  bw_progress_begin_stage (progress, _("Drawing the report…"), 1 - READ_SHARE);
  return bw_report_document_render (document, progress, cancellable, error);
}
