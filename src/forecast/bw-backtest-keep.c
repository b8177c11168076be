/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-backtest-private.h"

#include "forecast/bw-forecast-start.h"
#include "forecast/bw-hourly.h"
#include "forecast/bw-score-weights.h"
#include "store/bw-backtests.h"

char *
bw_backtest_make_fingerprint (const BwForecastData *data)
{
  g_autofree char *of_data = bw_forecast_data_get_fingerprint (data);
  g_autofree char *of_start = bw_forecast_start_get_fingerprint ();
  g_autofree char *text = g_strdup_printf ("%d:%d:%s:%s", BW_BACKTEST_VERSION, BW_SCORE_VERSION,
                                           of_start, of_data);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

BwBacktestRow *
bw_backtest_to_row (BwBacktest *self)
{
  BwBacktestRow *row = bw_backtest_row_new ();
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (self != NULL, row);

  if (self->made_ms == 0)
    self->made_ms = g_get_real_time () / 1000;
  node = bw_backtest_to_json (self);
  row->made_ms = self->made_ms;
  row->measure = g_strdup (bw_measure_get_id (self->options.measure));
  row->from_ms = self->from_ms;
  row->to_ms = self->to_ms;
  row->stride_h = (int) self->options.stride_hours;
  row->fingerprint = g_strdup (self->fingerprint);
  row->json = json_to_string (node, FALSE);
  return row;
}

gboolean
bw_backtest_read (BwLibrary   *library,
                  BwMeasure    measure,
                  BwBacktest **kept,
                  GError     **error)
{
  g_autoptr (BwBacktestRow) row = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (library != NULL && kept != NULL, FALSE);

  *kept = NULL;
  measure = bw_hourly_choose_measure_until (library, measure, G_MAXINT64, error);
  if (measure == BW_MEASURE_AUTO)
    return FALSE;
  row = bw_library_get_backtest (library, bw_measure_get_id (measure), &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (row == NULL)
    return TRUE;
  *kept = bw_backtest_from_text (row->json, error);
  return *kept != NULL;
}

gboolean
bw_backtest_is_current (BwLibrary         *library,
                        const BwBacktest  *self,
                        GCancellable      *cancellable)
{
  g_auto (BwForecastData) data = { 0 };
  g_autofree char *fingerprint = NULL;
  gint64 from_ms;

  g_return_val_if_fail (library != NULL && self != NULL, FALSE);

  if (!bw_backtest_load (&data, &from_ms, library, &self->options, cancellable, NULL))
    return FALSE;
  fingerprint = bw_backtest_make_fingerprint (&data);
  return g_str_equal (fingerprint, self->fingerprint);
}
