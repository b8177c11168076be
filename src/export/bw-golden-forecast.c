/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-golden-private.h"

#include "base/bw-time.h"
#include "export/bw-graph-forecast.h"
#include "forecast/bw-simulate-hourly.h"

#include <string.h>

#define OWN_STRIDE_MS (BW_ROLLING_STRIDE_HOURS * BW_TIME_HOUR)

/* Of the life that was never lived: no multiple of it is a day, so that every hour of the day
 * comes. */
#define OTHER_STRIDE_HOURS 7
#define OTHER_FIRST_DAY 20
#define OTHER_SEED 1

typedef struct
{
  BwGolden *golden;
  BwForecastNet *net;
  BwMeasure measure;
  const BwVerdict *verdict;
  BwProgress *progress;
  GCancellable *cancellable;
} Maker;

/* A window that ends at @at_ms, where there is enough before it. @origin: of the one before;
 * @first: there is none. Returns: whether it was added */
static gboolean
add_window (Maker          *maker,
            const BwSeries *series,
            gint64          at_ms,
            BwOrigin       *origin,
            gboolean        first)
{
  BwIssueNet said = { 0 };
  BwNetInputs known;
  gint64 start_ms[BW_FORECAST_HOURS];
  gint8 hour[BW_FORECAST_HOURS];
  double ms[BW_FORECAST_HOURS][3], score[BW_FORECAST_HOURS][3];
  const BwGraphForecastInput *inputs;
  guint n_inputs;

  if (!bw_origin_init (origin, series, at_ms, first ? NULL : origin))
    return FALSE;
  bw_issue_hours (series->hourly->zone, at_ms, start_ms, hour);
  if (!bw_forecast_net_predict (maker->net, series, at_ms, hour, said.z)
      || !bw_net_inputs_fill (&known, maker->net, series, origin, start_ms, hour))
    return FALSE;

  memcpy (said.margins, maker->verdict->margins, sizeof said.margins);
  for (guint k = 0; k < BW_FORECAST_HOURS; k++)
    {
      BwForecastHour shown = { .time_ms = start_ms[k] };

      bw_issue_net_hour (&shown, origin, &said, k, hour[k]);
      ms[k][0] = shown.low_ms;
      ms[k][1] = shown.median_ms;
      ms[k][2] = shown.high_ms;
      score[k][0] = shown.score_low;
      score[k][1] = shown.score;
      score[k][2] = shown.score_high;
    }

  inputs = bw_graph_forecast_get_inputs (bw_forecast_net_get_preset (maker->net), &n_inputs);
  for (guint i = 0; i < n_inputs; i++)
    bw_golden_append_floats (
        maker->golden->inputs, inputs[i].name,
        (const float *) (const void *) ((const char *) &known + inputs[i].offset));
  bw_golden_append (maker->golden->outputs, "z", said.z[0]);
  bw_golden_append (maker->golden->outputs, bw_graph_forecast_get_ms_name (maker->measure), ms[0]);
  bw_golden_append (maker->golden->outputs, "score", score[0]);
  maker->golden->n++;
  return TRUE;
}

/* Windows that end at @from_ms and every @stride_ms after it, up to @to_ms, until there are @n in
 * all. */
static gboolean
add_windows (Maker           *maker,
             const BwSeries  *series,
             gint64           from_ms,
             gint64           to_ms,
             gint64           stride_ms,
             guint            n,
             GError         **error)
{
  g_autofree BwOrigin *origin = g_new0 (BwOrigin, 1);
  gboolean first = TRUE;

  for (gint64 at_ms = from_ms; at_ms <= to_ms && maker->golden->n < n; at_ms += stride_ms)
    {
      if (g_cancellable_set_error_if_cancelled (maker->cancellable, error))
        return FALSE;
      bw_progress_update (maker->progress, (double) maker->golden->n / n);
      if (add_window (maker, series, at_ms, origin, first))
        first = FALSE;
    }
  return TRUE;
}

static gboolean
add_own (Maker                 *maker,
         const BwForecastData  *data,
         guint                  n,
         GError               **error)
{
  gint64 from_ms = data->at_ms - (gint64) (n - 1) * OWN_STRIDE_MS;
  gint64 first_ms = data->series->n_hours > 0 ? data->series->hours[0].start_ms : data->at_ms;

  /* Not before there is anything, and still on the grid that ends with the data. */
  if (from_ms < first_ms)
    from_ms = data->at_ms - (data->at_ms - first_ms) / OWN_STRIDE_MS * OWN_STRIDE_MS;
  return add_windows (maker, data->series, from_ms, data->at_ms, OWN_STRIDE_MS, n, error);
}

static gboolean
add_others (Maker   *maker,
            guint    n,
            GError **error)
{
  BwSimulateOptions options;
  g_autoptr (BwHourly) hourly = NULL;
  g_autoptr (BwSeries) series = NULL;
  gint64 first_ms;

  bw_simulate_options_init (&options, OTHER_SEED);
  options.days = OTHER_FIRST_DAY + (n * OTHER_STRIDE_HOURS + 23) / 24 + 1;
  hourly = bw_simulate_hourly (&options);
  series = bw_series_new (hourly);
  first_ms = series->hours[0].start_ms + OTHER_FIRST_DAY * BW_TIME_DAY;
  return add_windows (maker, series, first_ms, G_MAXINT64 / 2, OTHER_STRIDE_HOURS * BW_TIME_HOUR, n,
                      error);
}

BwGolden *
bw_golden_forecast (BwForecastNet         *net,
                    BwMeasure              measure,
                    const BwVerdict       *verdict,
                    const BwForecastData  *data,
                    guint                  n,
                    BwProgress            *progress,
                    GCancellable          *cancellable,
                    GError               **error)
{
  g_autoptr (BwGolden) golden = bw_golden_new ("Beatwise forecast");
  Maker maker = { golden, net, measure, verdict, progress, cancellable };
  const BwGraphForecastInput *inputs;
  guint n_inputs;

  g_return_val_if_fail (n >= 1 && n <= BW_GOLDEN_MAX, NULL);

  inputs = bw_graph_forecast_get_inputs (bw_forecast_net_get_preset (net), &n_inputs);
  for (guint i = 0; i < n_inputs; i++)
    bw_golden_add (golden->inputs, inputs[i].name, inputs[i].rows, inputs[i].columns);
  bw_golden_add (golden->outputs, "z", BW_FORECAST_HOURS, 3);
  bw_golden_add (golden->outputs, bw_graph_forecast_get_ms_name (measure), BW_FORECAST_HOURS, 3);
  bw_golden_add (golden->outputs, "score", BW_FORECAST_HOURS, 3);

  if (data != NULL && !add_own (&maker, data, n, error))
    return NULL;
  golden->n_own = golden->n;
  if (golden->n < n && !add_others (&maker, n, error))
    return NULL;
  return g_steal_pointer (&golden);
}
