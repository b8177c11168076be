/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "bw-test-series.h"
#include "bw-test.h"
#include "forecast/bw-forecast-net-private.h"
#include "nn/bw-loss.h"

#include <math.h>

static BwHourly *
simulate (guint days)
{
  BwSimulateOptions options;

  bw_simulate_options_init (&options, 11);
  options.days = days;
  return bw_test_hourly_simulate (&options);
}

static BwForecastNet *
train (const BwSeries *series,
       BwPreset preset,
       gint64 until_ms,
       guint epochs,
       BwForecastNetStats *stats)
{
  BwForecastNetOptions options = { preset, 5, epochs };
  g_autoptr (GError) error = NULL;
  BwForecastNet *net = bw_forecast_net_train (series, until_ms, &options, stats, NULL, 1, NULL,
                                              NULL, &error);

  g_assert_no_error (error);
  return net;
}

static void
test_learns (gconstpointer data)
{
  BwPreset preset = (BwPreset) GPOINTER_TO_INT (data);
  g_autoptr (BwHourly) hourly = simulate (150);
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  g_autoptr (BwForecastNet) net = NULL;
  BwForecastNetStats stats;
  gint64 t = g_get_monotonic_time ();

  net = train (series, preset, G_MAXINT64, 0, &stats);
  g_printerr ("%d: %u parameters %u epochs best %u train %.4f val %.4f %.2f s\n", preset,
              stats.parameters, stats.epochs, stats.best_epoch, stats.train_loss,
              stats.validation_loss, (g_get_monotonic_time () - t) / 1e6);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/net/learns/default", GINT_TO_POINTER (BW_PRESET_DEFAULT), test_learns);
  g_test_add_data_func ("/net/learns/tutorial", GINT_TO_POINTER (BW_PRESET_TUTORIAL), test_learns);
  return g_test_run ();
}
