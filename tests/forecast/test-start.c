/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test-library.h"
#include "bw-test-series.h"
#include "bw-test.h"
#include "forecast/bw-forecast-net-private.h"
#include "forecast/bw-forecast-start.h"

#include <string.h>

/* A start that is made in no time. */
static BwForecastNet *
make_small (guint members)
{
  const BwForecastStartOptions options = {
    .people = 4, .days = 60, .epochs = 2, .n_members = members, .n_hidden = 6
  };
  g_autoptr (GError) error = NULL;
  BwForecastNet *net = bw_forecast_start_make (&options, NULL, NULL, &error);

  g_assert_no_error (error);
  return net;
}

static void
test_repeats (void)
{
  g_autoptr (BwForecastNet) a = make_small (2), b = make_small (2);
  g_autoptr (GBytes) bytes = bw_forecast_net_save (a), bytes2 = bw_forecast_net_save (b);
  gsize length = a->params->length * sizeof (float);

  g_assert_true (g_bytes_equal (bytes, bytes2));
  g_assert_cmpuint (a->n_members, ==, 2);
  g_assert_cmpint (memcmp (a->values[0], a->values[1], length), !=, 0);
}

static void
test_cancelled (void)
{
  BwForecastStartOptions options;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (BwTestLibrary) test = bw_test_library_new ("UTC");
  g_autoptr (GError) error = NULL;

  bw_forecast_start_options_init (&options);
  g_cancellable_cancel (cancellable);
  g_assert_null (bw_forecast_start_make (&options, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_null (bw_forecast_start_get (test->library, TRUE, 1, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (bw_forecast_start_read (test->library, &error));
  g_assert_no_error (error);
}

/* Kept once, in the place of another version's; what is damaged counts as not there. */
static void
test_library (void)
{
  g_autoptr (BwTestLibrary) test = bw_test_library_new ("UTC");
  g_autoptr (BwForecastNet) net = make_small (1), back = NULL;
  g_autoptr (BwModelRow) old = bw_model_row_new (), row = NULL;
  g_autoptr (GPtrArray) models = NULL;
  g_autoptr (GBytes) bytes = bw_forecast_net_save (net), bytes2 = NULL;
  g_autoptr (GError) error = NULL;

  old->kind = g_strdup (BW_FORECAST_START_KIND);
  old->fingerprint = g_strdup ("of an earlier version");
  old->weights = g_bytes_ref (bytes);
  g_assert_true (bw_library_add_model (test->library, old, &error));
  g_assert_null (bw_forecast_start_read (test->library, &error));
  g_assert_no_error (error);

  g_assert_true (bw_forecast_start_keep (test->library, net, &error));
  models = bw_library_list_models (test->library, &error);
  g_assert_cmpuint (models->len, ==, 1);
  g_assert_true (bw_forecast_start_is_kept (g_ptr_array_index (models, 0)));
  back = bw_forecast_start_get (test->library, TRUE, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  bytes2 = bw_forecast_net_save (back);
  g_assert_true (g_bytes_equal (bytes, bytes2));

  row = bw_library_get_model (test->library, BW_FORECAST_START_KIND, 0, &error);
  g_bytes_unref (row->weights);
  row->weights = g_bytes_new_static ("no net", 6);
  g_assert_true (bw_library_add_model (test->library, row, &error));
  g_assert_null (bw_forecast_start_read (test->library, &error));
  g_assert_no_error (error);
}

/* Where one's own data say nothing better, the start is kept as it was; its members are dealt out in
 * turn. */
static void
test_tuning (void)
{
  g_autoptr (BwForecastNet) start = make_small (2), net = NULL, twin = NULL;
  g_autoptr (GBytes) bytes = NULL, bytes2 = NULL;
  BwSimulateOptions simulate;
  g_autoptr (BwHourly) hourly = NULL;
  g_autoptr (BwSeries) series = NULL;
  BwForecastNetOptions options = { .seed = 1, .max_epochs = 6, .n_seeds = 3, .start = start };
  BwForecastNetStats stats;
  gsize length = start->params->length * sizeof (float);

  bw_simulate_options_init (&simulate, 8);
  simulate.days = 60;
  hourly = bw_test_hourly_simulate (&simulate);
  series = bw_series_new (hourly);
  net = bw_forecast_net_train (series, G_MAXINT64, &options, &stats, NULL, 1, NULL, NULL, NULL);
  g_assert_nonnull (net);
  g_assert_cmpuint (net->n_members, ==, 3);
  g_assert_cmpuint (net->lstm.n_hidden, ==, 6);
  for (guint m = 0; m < 3; m++)
    {
      const BwNetMemberStats *member = &stats.members[m];

      g_assert_cmpfloat (member->start_loss, >, 0);
      g_assert_cmpfloat (member->start_loss, ==, stats.members[m % 2].start_loss);
      if (member->best_epoch > 0)
        g_assert_cmpfloat (member->validation_loss[member->best_epoch - 1], <, member->start_loss);
      else
        g_assert_cmpmem (net->values[m], length, start->values[m % 2], length);
    }
  twin = bw_forecast_net_train (series, G_MAXINT64, &options, &stats, NULL, 1, NULL, NULL, NULL);
  bytes = bw_forecast_net_save (net);
  bytes2 = bw_forecast_net_save (twin);
  g_assert_true (g_bytes_equal (bytes, bytes2));
  g_assert_cmpfloat (stats.validation_loss, <=,
                     (double) MAX (stats.members[0].start_loss, stats.members[1].start_loss));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/start/repeats", test_repeats);
  g_test_add_func ("/start/cancelled", test_cancelled);
  g_test_add_func ("/start/library", test_library);
  g_test_add_func ("/start/tuning", test_tuning);
  return g_test_run ();
}
