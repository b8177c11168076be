/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "bw-test-series.h"
#include "bw-test.h"
#include "forecast/bw-forecast-net.h"
#include "forecast/bw-forecast-record.h"
#include "forecast/bw-forecast-weights.h"
#include "nn/bw-safetensors.h"

#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#define CONFIGURATION "beatwise.forecast"
#define TRAINING "beatwise.training"

static BwHourly *
simulate (void)
{
  BwSimulateOptions options;

  bw_simulate_options_init (&options, 3);
  options.days = 45;
  return bw_test_hourly_simulate (&options);
}

/* A trained net as the library keeps it. */
static BwModelRow *
make_row (const BwSeries *series,
          BwPreset        preset,
          guint           seeds)
{
  BwForecastNetOptions options = {
    .preset = preset, .seed = 2, .max_epochs = 1, .n_hidden = 6, .n_seeds = seeds
  };
  BwForecastNetStats stats;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwForecastNet) net = bw_forecast_net_train (series, G_MAXINT64, &options, &stats, NULL,
                                                         1, NULL, NULL, &error);
  BwModelRow *row = bw_model_row_new ();

  g_assert_no_error (error);
  row->id = 7;
  row->kind = g_strconcat (BW_FORECAST_RECORD_KIND, bw_preset_get_id (preset), NULL);
  row->configuration = bw_forecast_record_configuration (net, BW_MEASURE_SDNN, 1, NULL, FALSE);
  row->from_ms = 1000;
  row->to_ms = row->trained_ms = 5000;
  row->seed = 2;
  row->fingerprint = g_strdup ("abc");
  row->weights = bw_forecast_net_save (net);
  return row;
}

/* Out and in: the same numbers, and a record that says what is known of them. */
static void
test_round (gconstpointer data)
{
  guint seeds = GPOINTER_TO_UINT (data);
  BwPreset preset = seeds == 0 ? BW_PRESET_TUTORIAL : BW_PRESET_DEFAULT;
  g_autoptr (BwHourly) hourly = simulate ();
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  g_autoptr (BwModelRow) row = make_row (series, preset, seeds);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = bw_forecast_weights_export (row, &error);
  g_autoptr (BwModelRow) back = NULL;
  g_autoptr (BwForecastNet) before = NULL, after = NULL;
  double z[BW_FORECAST_HOURS][3], z2[BW_FORECAST_HOURS][3];
  gint64 at_ms = series->hours[series->n_hours - 1].start_ms;
  gint8 hour[BW_FORECAST_HOURS] = { 0 };
  BwPreset is;
  BwMeasure measure;

  g_assert_no_error (error);
  back = bw_forecast_weights_import (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back->kind, ==, row->kind);
  g_assert_cmpint (back->to_ms, ==, 5000);
  g_assert_cmpuint (back->seed, ==, 2);
  g_assert_true (bw_forecast_record_is_of (back, &is, &measure));
  g_assert_cmpint (measure, ==, BW_MEASURE_SDNN);
  g_assert_true (bw_forecast_record_is_imported (back));
  g_assert_false (bw_forecast_record_is_imported (row));

  before = bw_forecast_net_load (row->weights, preset, &error);
  g_assert_no_error (error);
  after = bw_forecast_net_load (back->weights, preset, &error);
  g_assert_no_error (error);
  g_assert_true (bw_forecast_net_predict (before, series, at_ms, hour, z));
  g_assert_true (bw_forecast_net_predict (after, series, at_ms, hour, z2));
  g_assert_cmpmem (z, sizeof z, z2, sizeof z2);
}

/* PyTorch's names, with the member before them only where there are several. */
static void
test_names (void)
{
  g_autoptr (BwHourly) hourly = simulate ();
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  static const char *const names[][2] = { { "lstm.weight_ih_l0", "fc.bias" },
                                          { "0.lstm.weight_ih_l0", "1.fc.bias" } };

  for (guint seeds = 1; seeds <= 2; seeds++)
    {
      g_autoptr (BwModelRow) row = make_row (series, BW_PRESET_DEFAULT, seeds);
      g_autoptr (GBytes) bytes = bw_forecast_weights_export (row, NULL);
      g_autoptr (BwTensors) tensors = bw_tensors_read (bytes, NULL);

      for (guint i = 0; i < 2; i++)
        g_assert_nonnull (bw_tensors_find (tensors, names[seeds - 1][i]));
      g_assert_null (bw_tensors_find (tensors, names[2 - seeds][0]));
    }
}

/* A file that is not what it says is refused with a sentence. */
static void
test_hostile (void)
{
  g_autoptr (BwHourly) hourly = simulate ();
  g_autoptr (BwSeries) series = bw_series_new (hourly);
  g_autoptr (BwModelRow) row = make_row (series, BW_PRESET_DEFAULT, 2);
  g_autoptr (GBytes) bytes = bw_forecast_weights_export (row, NULL);
  static const char *const records[] = {
    "",
    "[]",
    "{\"measure\":\"sdnn\"}",
    "{\"measure\":\"auto\",\"preset\":\"default\",\"hidden\":6,\"layers\":1,\"seeds\":2}",
    "{\"measure\":\"sdnn\",\"preset\":\"tutorial\",\"hidden\":6,\"layers\":1,\"seeds\":2}",
    "{\"measure\":\"sdnn\",\"preset\":\"default\",\"hidden\":7,\"layers\":1,\"seeds\":2}",
    "{\"measure\":\"sdnn\",\"preset\":\"default\",\"hidden\":6,\"layers\":2,\"seeds\":2}",
    "{\"measure\":\"sdnn\",\"preset\":\"default\",\"hidden\":6,\"layers\":1,\"seeds\":-1}",
    "{\"measure\":\"sdnn\",\"preset\":\"default\",\"hidden\":6,\"layers\":1,\"seeds\":1e300}",
  };
  static const char *const spans[] = {
    "{\"from_ms\":5,\"to_ms\":4}",
    "{\"from_ms\":-1,\"to_ms\":4}",
    "{\"from_ms\":1,\"to_ms\":9223372036854775807}",
    "{\"from_ms\":1e300,\"to_ms\":1e301}",
    "[]",
  };
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autoptr (BwTensors) tensors = bw_tensors_read (bytes, NULL);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (GError) error = NULL;

      bw_tensors_set_metadata (tensors, CONFIGURATION, records[i]);
      changed = bw_tensors_write (tensors);
      g_assert_null (bw_forecast_weights_import (changed, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
    }
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autoptr (BwTensors) tensors = bw_tensors_read (bytes, NULL);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (BwModelRow) taken = NULL;

      bw_tensors_set_metadata (tensors, TRAINING, spans[i]);
      changed = bw_tensors_write (tensors);
      taken = bw_forecast_weights_import (changed, NULL);
      g_assert_nonnull (taken);
      g_assert_cmpint (taken->from_ms, ==, 0);
      g_assert_cmpint (taken->trained_ms, ==, 0);
    }
  for (gsize cut = 0; cut < length; cut += 97)
    {
      g_autoptr (GBytes) part = g_bytes_new (data, cut);
      g_autoptr (GError) error = NULL;

      g_assert_null (bw_forecast_weights_import (part, &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
    }
}

/* The comparator's models and rows of earlier versions forecast nothing. */
static void
test_other_rows (void)
{
  g_autoptr (BwModelRow) row = bw_model_row_new ();
  g_autoptr (GError) error = NULL;
  BwPreset preset;
  BwMeasure measure;

  row->kind = g_strdup ("lstm-default");
  row->configuration = g_strdup ("{\"measure\":\"rmssd\",\"preset\":\"default\"}");
  g_assert_false (bw_forecast_record_is_of (row, &preset, &measure));
  row->weights = g_bytes_new_static ("", 0);
  g_assert_null (bw_forecast_weights_export (row, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_free (row->kind);
  row->kind = g_strdup ("lstm-tutorial");
  g_assert_true (bw_forecast_record_is_of (row, &preset, &measure));
  g_free (row->kind);
  row->kind = g_strdup ("comparator-default");
  g_assert_false (bw_forecast_record_is_of (row, &preset, &measure));
}

/* What is no such file is not read whole. */
static void
test_file (void)
{
  g_autofree char *folder = bw_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "long.safetensors", NULL);
  g_autofree char *none = g_build_filename (folder, "none.safetensors", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (bw_forecast_weights_read (none, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "no tensors", -1, NULL));
  g_assert_null (bw_forecast_weights_read (path, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "long.safetensors: "));
  g_clear_error (&error);
  g_assert_cmpint (truncate (path, G_GINT64_CONSTANT (1) << 33), ==, 0);
  g_assert_null (bw_forecast_weights_read (path, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "too long"));
  bw_test_remove_folder (g_steal_pointer (&folder));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/weights/round/tutorial", GUINT_TO_POINTER (0), test_round);
  g_test_add_data_func ("/weights/round/one", GUINT_TO_POINTER (1), test_round);
  g_test_add_data_func ("/weights/round/three", GUINT_TO_POINTER (3), test_round);
  g_test_add_func ("/weights/names", test_names);
  g_test_add_func ("/weights/hostile", test_hostile);
  g_test_add_func ("/weights/other-rows", test_other_rows);
  g_test_add_func ("/weights/file", test_file);
  return g_test_run ();
}
