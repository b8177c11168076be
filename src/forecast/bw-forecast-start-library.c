/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-forecast-start.h"

#include "forecast/bw-simulate.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

gboolean
bw_forecast_start_is_kept (const BwModelRow *row)
{
  return g_strcmp0 (row->kind, BW_FORECAST_START_KIND) == 0;
}

/* Raised where the same people begin to be drawn otherwise, or learnt from otherwise. */
#define VERSION 3

static char *
make_configuration (const BwForecastStartOptions *options)
{
  return g_strdup_printf ("{\"version\":%d,\"layout\":%d,\"generator\":%d,\"people\":%u,\"days\":%u,"
                          "\"epochs\":%u,\"seeds\":%u,\"hidden\":%u,\"layers\":%u}",
                          VERSION, BW_NET_LAYOUT, BW_SIMULATE_VERSION, options->people, options->days,
                          options->epochs, options->n_members, options->n_hidden,
                          options->n_layers);
}

char *
bw_forecast_start_get_fingerprint (void)
{
  BwForecastStartOptions options;
  g_autofree char *configuration = NULL;

  bw_forecast_start_options_init (&options);
  configuration = make_configuration (&options);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, configuration, -1);
}

BwForecastNet *
bw_forecast_start_read (BwLibrary  *library,
                        GError    **error)
{
  g_autoptr (BwModelRow) row = bw_library_get_model (library, BW_FORECAST_START_KIND, 0, error);
  g_autofree char *fingerprint = bw_forecast_start_get_fingerprint ();

  /* One that cannot be read is made anew. */
  if (row == NULL || row->weights == NULL || g_strcmp0 (row->fingerprint, fingerprint) != 0)
    return NULL;
  return bw_forecast_net_load (row->weights, BW_PRESET_DEFAULT, NULL);
}

/* In the place of those of other versions. */
static gboolean
store (BwLibrary   *library,
       BwModelRow  *row,
       GError     **error)
{
  g_autoptr (GPtrArray) models = bw_library_list_models (library, error);

  if (models == NULL)
    return FALSE;
  for (guint i = 0; i < models->len; i++)
    {
      const BwModelRow *model = g_ptr_array_index (models, i);

      if (bw_forecast_start_is_kept (model) && !bw_library_delete_model (library, model->id, error))
        return FALSE;
    }
  return bw_library_add_model (library, row, error);
}

gboolean
bw_forecast_start_keep (BwLibrary            *library,
                        const BwForecastNet  *net,
                        GError              **error)
{
  g_autoptr (BwModelRow) row = bw_model_row_new ();
  BwForecastStartOptions options;

  bw_forecast_start_options_init (&options);
  row->kind = g_strdup (BW_FORECAST_START_KIND);
  row->fingerprint = bw_forecast_start_get_fingerprint ();
  row->configuration = make_configuration (&options);
  row->weights = bw_forecast_net_save (net);
  if (!bw_library_begin (library, error))
    return FALSE;
  if (store (library, row, error) && bw_library_commit (library, error))
    return TRUE;
  bw_library_rollback (library);
  return FALSE;
}

BwForecastNet *
bw_forecast_start_get (BwLibrary     *library,
                       gboolean       keep,
                       double         share,
                       BwProgress    *progress,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (BwForecastNet) net = bw_forecast_start_read (library, &local);
  BwForecastStartOptions options;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (net != NULL)
    return g_steal_pointer (&net);
  bw_progress_begin_stage (progress, _("Learning from simulated people, once"), share);
  bw_forecast_start_options_init (&options);
  net = bw_forecast_start_make (&options, progress, cancellable, error);
  if (net == NULL || (keep && !bw_forecast_start_keep (library, net, error)))
    return NULL;
  return g_steal_pointer (&net);
}
