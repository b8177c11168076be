/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Writes a forecast model of random weights as it goes out of a library, and what its two nets say of
 * random inputs, for proof-torch.py: torch-net OUT.safetensors X.f32 Y.f32 */

#include "forecast/bw-forecast-net-private.h"
#include "forecast/bw-forecast-record.h"
#include "forecast/bw-forecast-weights.h"

#define MEMBERS 2
#define HIDDEN 20
#define LAYERS 2
#define ROWS 3

static gboolean
write_floats (const char  *path,
              const float *values,
              gsize        n)
{
  return g_file_set_contents (path, (const char *) values, (gssize) (n * sizeof *values), NULL);
}

int
main (int    argc,
      char **argv)
{
  const gsize n_x = ROWS * BW_NET_BACK * BW_N_FEATURES, n_y = ROWS * BW_NET_OUTPUTS;
  g_autoptr (BwForecastNet) net = bw_forecast_net_new (BW_PRESET_DEFAULT, HIDDEN, LAYERS, MEMBERS);
  g_autoptr (BwFloats) x = bw_floats_new (n_x);
  g_autoptr (BwFloats) h = bw_floats_new (ROWS * HIDDEN);
  g_autoptr (BwFloats) y = bw_floats_new (MEMBERS * n_y);
  g_autoptr (BwLstmWorkspace) ws
      = bw_lstm_workspace_new (&net->lstm, ROWS, BW_NET_BACK, BW_LSTM_PREDICT, NULL);
  g_autoptr (BwModelRow) row = bw_model_row_new ();
  g_autoptr (GBytes) bytes = NULL;
  GRand *rand = g_rand_new_with_seed (5);
  const char *data;
  gsize length;

  if (argc != 4)
    return 2;
  bw_floats_fill_uniform (x, n_x, 2, rand);
  for (guint m = 0; m < MEMBERS; m++)
    {
      bw_lstm_reset (&net->lstm, net->values[m], rand);
      bw_linear_reset (&net->head, net->values[m], rand);
      bw_lstm_forward (h, x, net->values[m], ROWS, BW_NET_BACK, BW_NET_BACK - 1, ws);
      bw_linear_forward (y + m * n_y, h, net->values[m], &net->head, ROWS);
    }
  g_rand_free (rand);
  row->kind = g_strdup (BW_FORECAST_RECORD_KIND "default");
  row->configuration = bw_forecast_record_configuration (net, BW_MEASURE_RMSSD, 0, NULL, FALSE);
  row->weights = bw_forecast_net_save (net);
  bytes = bw_forecast_weights_export (row, NULL);
  data = g_bytes_get_data (bytes, &length);
  return !(g_file_set_contents (argv[1], data, (gssize) length, NULL)
           && write_floats (argv[2], x, n_x) && write_floats (argv[3], y, MEMBERS * n_y));
}
